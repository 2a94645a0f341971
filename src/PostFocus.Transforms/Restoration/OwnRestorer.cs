using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Restoration;

/// <summary>A restorer from elsewhere as a regression of ours.</summary>
internal static class OwnRestorer
{
    public static RestorationModel Of(byte[] onnx, OwnRestorerOptions options)
    {
        var network = new OwnNetwork(onnx, "restorer", options);
        var graph = network.Graph;
        var residual =
            options.Output == OwnRestorerOutput.Difference
                ? network.DifferenceToUnit(network.Output)
                : graph.Subtract(network.ToUnit(network.Output), OwnNetwork.Frame);
        graph.Output(RestorationModel.EstimateOutput, residual, network.Batch, 1, network.Side, network.Side);
        return new(graph.ToModel(), network.Side, residualScale: 1, Prediction.Regression) { PixelMicrons = options.PixelMicrons };
    }
}
