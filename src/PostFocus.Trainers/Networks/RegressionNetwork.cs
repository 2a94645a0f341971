using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>A restorer that sees the blurred frame only and estimates the scaled residual in one step.</summary>
public abstract class RegressionNetwork : RestorerNetwork
{
    private protected RegressionNetwork(string name, RestorerNetworkOptions options)
        : base(name, options)
    {
    }

    private protected sealed override Tensor Compute(Tensor frame, Tensor noisy, Tensor time)
        => Compute(frame.to(ComputeType)).to(ScalarType.Float32);

    private protected sealed override OnnxValue Export(OnnxGraph graph, OnnxValue frame, OnnxValue noisy, OnnxValue time)
        => Export(graph, frame);

    private protected sealed override OnnxValue ExportRegression(OnnxGraph graph, OnnxValue frame) => Export(graph, frame);

    /// <summary>From [N, 1, H, W] to [N, 1, H, W], both of the type that layers compute in.</summary>
    private protected abstract Tensor Compute(Tensor frame);

    /// <summary>Emits <see cref="Compute(Tensor)"/>.</summary>
    private protected abstract OnnxValue Export(OnnxGraph graph, OnnxValue frame);
}
