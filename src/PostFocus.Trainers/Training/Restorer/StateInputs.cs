using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>What a network is told of a diffusion's state.</summary>
/// <param name="prediction">What it learns.</param>
/// <param name="scale">Unit intensities per unit of the state.</param>
internal sealed class StateInputs(Prediction prediction, double scale)
{
    /// <param name="network">The network.</param>
    /// <param name="frame">[N, channels, side, side], unit intensities.</param>
    /// <param name="state">[N, 1, side, side]</param>
    /// <param name="time">[N]</param>
    /// <returns>What the network says.</returns>
    public Tensor Evaluate(RestorerNetwork network, Tensor frame, Tensor state, Tensor time)
    {
        if (!prediction.HidesFrame())
            return network.forward(frame, state, time);
        var image = frame.narrow(1, 0, 1) + state.Times(scale);
        var seen = frame.shape[1] == 1 ? image : cat([image, frame.narrow(1, 1, frame.shape[1] - 1)], 1);
        return network.forward(seen, zeros_like(state), time);
    }
}
