using PostFocus.Trainers.Networks.Blocks;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.Blocks;

/// <summary>Against libtorch's transposed convolution in float64, which it computes by another algorithm.</summary>
public class TransposedConvolutionTests
{
    [Theory]
    [InlineData(24, 16, 4, 2, 1)]
    [InlineData(48, 40, 2, 2, 0)]
    [InlineData(3, 5, 6, 3, 2)]
    [InlineData(5, 3, 3, 3, 0)]
    public void ValuesAndGradientsAreThoseOfTheUsualOne(int inputs, int outputs, int kernel, int stride, int padding)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(0, CPU);
        using var convolution = new TransposedConvolution(generator, inputs, outputs, kernel, stride, padding);
        Tensor weight = convolution.get_parameter("weight")!,
            bias = convolution.get_parameter("bias")!;
        var x = Weights.Noise(1, 2, inputs, 7, 10).requires_grad_();
        var y = convolution.forward(x);
        y.pow(2).mean().backward();
        Tensor exactX = Exact(x),
            exactWeight = Exact(weight),
            exactBias = Exact(bias);
        var exact = nn.functional.conv_transpose2d(exactX, exactWeight, exactBias, strides: [stride, stride], padding: [padding, padding]);
        exact.pow(2).mean().backward();
        foreach (
            var (actual, expected) in new[]
            {
                (y, exact),
                (x.grad!, exactX.grad!),
                (weight.grad!, exactWeight.grad!),
                (bias.grad!, exactBias.grad!),
            }
        )
        {
            Assert.Equal(expected.shape, actual.shape);
            Assert.InRange((actual - expected).abs().max().item<double>() / expected.abs().max().item<double>(), 0, 1e-4);
        }
    }

    private static Tensor Exact(Tensor tensor) => tensor.detach().to(ScalarType.Float64).requires_grad_();
}
