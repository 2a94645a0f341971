using PostFocus.Trainers.Networks;
using PostFocus.Transforms.Diffusion;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>
/// How far a network's output is from the target, in the noisy states x_t = alpha x0 + sigma noise of x0 at given times.
/// The target is what <see cref="Prediction"/> says.
/// </summary>
internal sealed class RestorerLoss(RestorerTrainingOptions options, Device device)
{
    private const double CharbonnierEpsilon = 1e-3;

    public Tensor Of(RestorerNetwork network, RestorerBatch batch)
    {
        if (!options.Prediction.IsDiffusion())
            return Distance(network.forward(batch.Blurred), batch.X0);
        var (schedule, times) = (options.Schedule, batch.Times);
        var state = Mix(t => (schedule.Alpha(t), schedule.Sigma(t)));
        var estimate = network.forward(batch.Blurred, state, tensor(times, device: device));
        return Distance(estimate, Mix(t => options.Prediction.TargetWeights(schedule, t)));

        Tensor Mix(Func<double, (double Image, double Noise)> weights)
        {
            var shares = times.Select(t => weights(t)).ToArray();
            return Column(shares.Select(s => (float)s.Image)) * batch.X0 + Column(shares.Select(s => (float)s.Noise)) * batch.Noise;
        }

        Tensor Column(IEnumerable<float> values) => tensor([.. values], device: device).view(-1, 1, 1, 1);
    }

    private Tensor Distance(Tensor estimate, Tensor target) => options.Loss switch
    {
        RestorationLoss.Charbonnier => ((estimate - target).pow(2) + CharbonnierEpsilon * CharbonnierEpsilon).sqrt().mean(),
        _ => nn.functional.mse_loss(estimate, target),
    };
}
