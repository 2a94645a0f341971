using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>A restorer that sees the blurred frame only and estimates the scaled residual in one step.</summary>
/// <remarks>Its constructor must end with <c>RegisterComponents()</c>, or its weights are not known.</remarks>
public abstract class RegressionNetwork : RestorerNetwork
{
    /// <inheritdoc cref="RestorerNetwork(string, RestorerNetworkOptions)"/>
    protected RegressionNetwork(string name, RestorerNetworkOptions options)
        : base(name, options) { }

    /// <inheritdoc/>
    protected sealed override Tensor Compute(Tensor frame, Tensor noisy, Tensor time) =>
        Compute(frame.to(ComputeType)).to(ScalarType.Float32);

    /// <inheritdoc/>
    protected sealed override OnnxValue Export(OnnxGraph graph, OnnxValue frame, OnnxValue noisy, OnnxValue time) => Export(graph, frame);

    /// <inheritdoc/>
    protected sealed override OnnxValue ExportRegression(OnnxGraph graph, OnnxValue frame) => Export(graph, frame);

    /// <summary>The estimate from the frame alone.</summary>
    /// <param name="frame">
    /// [N, 1, H, W] in unit intensities, of <see cref="RestorerNetwork.ComputeType"/>; with neighbours [N, 5, H, W].
    /// </param>
    /// <returns>[N, 1, H, W], the scaled residual; of any type.</returns>
    protected abstract Tensor Compute(Tensor frame);

    /// <summary>Emits <see cref="Compute(Tensor)"/> in evaluation mode.</summary>
    /// <param name="graph">Where to.</param>
    /// <param name="frame">[N, 1, T, T]; with neighbours [N, 5, T, T].</param>
    /// <returns>[N, 1, T, T]</returns>
    protected abstract OnnxValue Export(OnnxGraph graph, OnnxValue frame);
}
