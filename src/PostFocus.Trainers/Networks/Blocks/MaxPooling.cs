using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Maxima of kernel × kernel pixels; rounding up, those that reach over the end count too.</summary>
internal sealed class MaxPooling(int kernel, int stride, int padding = 0, bool roundUp = false) : Block(nameof(MaxPooling))
{
    public override Tensor forward(Tensor input) => Pooling.Maxima(input, kernel, stride, padding, roundUp);

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) => graph.MaxPool(input, kernel, stride, padding, roundUp);
}
