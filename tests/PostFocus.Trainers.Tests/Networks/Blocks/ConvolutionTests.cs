using PostFocus.Trainers.Networks.Blocks;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.Blocks;

/// <summary>Against the same convolution in float64, which libtorch computes by another algorithm.</summary>
public class ConvolutionTests
{
    [Theory]
    [InlineData(24, 24, 1, 1, ScalarType.Float32, 1e-4)]
    [InlineData(2, 8, 1, 1, ScalarType.Float32, 1e-4)]
    [InlineData(48, 4, 1, 1, ScalarType.Float32, 1e-4)]
    [InlineData(1, 24, 2, 1, ScalarType.Float32, 1e-4)]
    [InlineData(48, 48, 2, 1, ScalarType.Float32, 1e-4)]
    [InlineData(40, 40, 1, 40, ScalarType.Float32, 1e-4)]
    [InlineData(40, 40, 2, 40, ScalarType.Float32, 1e-4)]
    [InlineData(64, 64, 1, 64, ScalarType.Float32, 1e-4)]
    [InlineData(32, 32, 1, 32, ScalarType.BFloat16, 0.03)]
    [InlineData(24, 24, 1, 1, ScalarType.BFloat16, 0.03)]
    [InlineData(8, 48, 1, 1, ScalarType.BFloat16, 0.03)]
    [InlineData(48, 4, 1, 1, ScalarType.BFloat16, 0.03)]
    [InlineData(48, 48, 2, 1, ScalarType.BFloat16, 0.03)]
    [Trait("Speed", "Slow")]
    public void ValuesAndGradientsAreRightWhateverLiesInFreedMemory(
        int inputs,
        int outputs,
        int stride,
        int groups,
        ScalarType type,
        double tolerance
    )
    {
        for (var repeat = 0; repeat < 3; repeat++)
        {
            using var scope = NewDisposeScope();
            using var generator = new Generator(0, CPU);
            using var convolution = new Convolution(generator, inputs, outputs, 3, stride, groups);
            Tensor weight = convolution.get_parameter("weight")!,
                bias = convolution.get_parameter("bias")!;
            var x = Weights.Noise(1, 2, inputs, 32, 32).requires_grad_();
            FillFreeMemoryWithNaN();
            var y = convolution.forward(x.to(type)).to(ScalarType.Float64);
            FillFreeMemoryWithNaN();
            y.pow(2).mean().backward();

            Tensor exactX = Exact(x),
                exactWeight = Exact(weight),
                exactBias = Exact(bias);
            var exact = nn.functional.conv2d(exactX, exactWeight, exactBias, [stride, stride], [1, 1], groups: groups);
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
                Assert.InRange((actual - expected).abs().max().item<double>() / expected.abs().max().item<double>(), 0, tolerance);
        }
    }

    [Theory]
    [InlineData(3, 24, 7, 2, 3, 33)]
    [InlineData(3, 24, 7, 2, 3, 32)]
    [InlineData(3, 16, 11, 4, 2, 96)]
    [InlineData(3, 16, 11, 4, 2, 101)]
    [InlineData(1, 24, 12, 12, 0, 48)]
    [InlineData(5, 24, 1, 2, 0, 31)]
    [InlineData(16, 24, 4, 2, 1, 32)]
    [InlineData(5, 24, 3, 3, 0, 32)]
    [InlineData(5, 24, 2, 3, 1, 32)]
    public void StridesAndPaddingsAreThoseOfTheUsualConvolution(int inputs, int outputs, int kernel, int stride, int padding, int side)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(0, CPU);
        using var convolution = new Convolution(generator, inputs, outputs, kernel, stride, padding: padding);
        Tensor weight = convolution.get_parameter("weight")!,
            bias = convolution.get_parameter("bias")!;
        var x = Weights.Noise(1, 2, inputs, side, side).requires_grad_();
        var y = convolution.forward(x);
        y.pow(2).mean().backward();
        Tensor exactX = Exact(x),
            exactWeight = Exact(weight);
        var exact = nn.functional.conv2d(exactX, exactWeight, Exact(bias), [stride, stride], [padding, padding]);
        exact.pow(2).mean().backward();
        foreach (var (actual, expected) in new[] { (y, exact), (x.grad!, exactX.grad!), (weight.grad!, exactWeight.grad!) })
        {
            Assert.Equal(expected.shape, actual.shape);
            Assert.InRange((actual - expected).abs().max().item<double>() / expected.abs().max().item<double>(), 0, 1e-4);
        }
    }

    private static Tensor Exact(Tensor tensor) => tensor.detach().to(ScalarType.Float64).requires_grad_();

    private static void FillFreeMemoryWithNaN()
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < 60; i++)
            _ = full(1L << (8 + i % 14), float.NaN);
    }
}
