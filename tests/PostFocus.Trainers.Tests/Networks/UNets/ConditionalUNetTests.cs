using PostFocus.Imaging;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Tests.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.UNets;

public class ConditionalUNetTests
{
    private static readonly ConditionalUNetOptions s_tiny = new()
    {
        BaseChannels = 8,
        ResidualBlocks = 1,
        Groups = 4,
        Heads = 2,
    };

    [Fact]
    public void TheDefaultNetworkHasThreeToSixMillionParameters()
    {
        using var network = new ConditionalUNet(new());
        Assert.InRange(network.parameters().Sum(p => p.numel()), 3_000_000, 6_000_000);
    }

    [Fact]
    public void ThePaperNetworkHasTwentyThreeMillionParameters()
    {
        // The layers of guided diffusion's network at these sizes, summed apart from this code, biases and normalisations
        // included: entry 1,216; time 82,432; encoder 6,180,672; middle 2,889,216; decoder 13,878,336; exit 1,282.
        using var network = new ConditionalUNet(ConditionalUNetOptions.Paper);
        Assert.Equal(23_033_154, network.ParameterCount);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(40)]
    public void TheTinyNetworkComputesTheSameInOnnxRuntime(int size) => Compare(s_tiny, size);

    [Fact]
    public void AttentionAtEveryLevelComputesTheSameInOnnxRuntime() =>
        Compare(s_tiny with { Multipliers = [1, 2, 2], AttentionLevels = [0, 1, 2], ResidualBlocks = 2 }, 16);

    [Fact]
    public void TheDefaultNetworkComputesTheSameInOnnxRuntime() => Compare(new(), 32);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void ANetworkOfPatchesComputesTheSameInOnnxRuntime(int side) =>
        Compare(s_tiny with { PatchSize = side, Multipliers = [1, 2], AttentionLevels = [1] }, 12 * side);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ANetworkThatLearnsTheVarianceComputesTheSameInOnnxRuntime(int side) =>
        Compare(s_tiny with { LearnsVariance = true, PatchSize = side, Multipliers = [1, 2], AttentionLevels = [1] }, 12 * side);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ANetworkThatLooksAtNeighboursComputesTheSameInOnnxRuntime(int side) =>
        Compare(s_tiny with { Neighbours = true, PatchSize = side, Multipliers = [1, 2], AttentionLevels = [1] }, 12 * side);

    [Fact]
    public void ANetworkThatLooksAtNeighboursStartsFromOneThatDoesNotAndComputesTheSameAtFirst()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var plain = Weights.Shake(new ConditionalUNet(s_tiny));
        using var network = new ConditionalUNet(s_tiny with { Neighbours = true }, seed: 5);
        network.LoadWeights(plain.ToOnnx(16), "plain.onnx");
        network.eval();
        Tensor frame = Weights.Noise(2, 2, 5, 16, 16),
            noisy = Weights.Noise(3, 2, 1, 16, 16),
            time = tensor([0.3f, 1f]);
        Assert.True(allclose(plain.forward(frame.narrow(1, 0, 1), noisy, time), network.forward(frame, noisy, time), 1e-5, 1e-6));

        Weights.Shake(network);
        using var again = new ConditionalUNet(s_tiny with { Neighbours = true }, seed: 6);
        again.LoadWeights(network.ToOnnx(24), "neighbours.onnx");
        again.eval();
        Assert.True(allclose(network.forward(frame, noisy, time), again.forward(frame, noisy, time), 1e-5, 1e-6));
        Assert.Throws<PostFocusException>(() => plain.LoadWeights(network.ToOnnx(24), "neighbours.onnx"));
    }

    [Fact]
    public void ANewNetworkThatLearnsTheVariancePredictsZeroAndAShareOfOneHalf()
    {
        using var scope = NewDisposeScope();
        using var network = new ConditionalUNet(s_tiny with { LearnsVariance = true });
        var output = network.forward(Weights.Noise(1, 2, 1, 16, 16), Weights.Noise(2, 2, 1, 16, 16), rand(2));
        Assert.Equal([2, 2, 16, 16], output.shape);
        Assert.True(allclose(output, tensor([0f, 0.5f]).view(1, 2, 1, 1).expand_as(output)));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void HalfWeightsHalveTheFileAndHardlyChangeTheEstimate()
    {
        using var scope = NewDisposeScope();
        using var network = Weights.Shake(new ConditionalUNet(new() { ResidualBlocks = 1 }));
        byte[] full = network.ToOnnx(32),
            half = network.ToOnnx(32, halfWeights: true);
        Assert.InRange((double)half.Length / full.Length, 0.45, 0.55);
        Tensor frame = Weights.Noise(2, 2, 1, 32, 32),
            noisy = Weights.Noise(3, 2, 1, 32, 32),
            time = tensor([0.3f, 1f]);
        using var exact = new OnnxModel(full);
        using var rounded = new OnnxModel(half);
        var expected = exact.Run(("frame", frame), ("noisy", noisy), ("time", time));
        var difference = Weights.LargestDifference(expected, rounded.Run(("frame", frame), ("noisy", noisy), ("time", time)));
        Assert.InRange(difference / expected.abs().max().item<float>(), 0, 0.005f);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AnEstimateDoesNotDependOnTheBatchItIsIn()
    {
        using var scope = NewDisposeScope();
        using var network = Weights.Shake(new ConditionalUNet(new() { ResidualBlocks = 1 }));
        using var model = new OnnxModel(network.ToOnnx(96));
        Tensor frames = Weights.Noise(3, 5, 1, 96, 96),
            noisy = Weights.Noise(4, 5, 1, 96, 96),
            time = tensor([0f, 0.2f, 0.5f, 0.9f, 1f]);
        var together = model.Run(("frame", frames), ("noisy", noisy), ("time", time));
        for (var i = 0; i < 5; i++)
        {
            var alone = model.Run(("frame", frames[i].unsqueeze(0)), ("noisy", noisy[i].unsqueeze(0)), ("time", time[i].unsqueeze(0)));
            Assert.Equal(together[i].data<float>().ToArray(), alone[0].data<float>().ToArray());
        }
    }

    [Fact]
    public void ANewNetworkPredictsZero()
    {
        using var scope = NewDisposeScope();
        using var network = new ConditionalUNet(s_tiny);
        Assert.Equal(0, network.forward(Weights.Noise(1, 2, 1, 16, 16), Weights.Noise(2, 2, 1, 16, 16), rand(2)).abs().max().item<float>());
    }

    [Fact]
    public void WeightsDependOnTheSeedOnly()
    {
        using var first = new ConditionalUNet(s_tiny, seed: 3);
        _ = rand(10);
        using var second = new ConditionalUNet(s_tiny, seed: 3);
        using var other = new ConditionalUNet(s_tiny, seed: 4);
        Assert.Equal(Weights.Bytes(first), Weights.Bytes(second));
        Assert.NotEqual(Weights.Bytes(first), Weights.Bytes(other));
    }

    [Fact]
    public void ASizeThatCannotBeHalvedOftenEnoughIsRefused()
    {
        using var network = new ConditionalUNet(s_tiny);
        using Tensor frame = zeros(1, 1, 16, 20),
            time = zeros(1);
        Assert.Contains("multiples of 8", Assert.Throws<ArgumentOutOfRangeException>(() => network.forward(frame, frame, time)).Message);
        Assert.Equal("tileSize", Assert.Throws<ArgumentOutOfRangeException>(() => network.ToOnnx(20)).ParamName);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Assert.Equal(
            "BaseChannels",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ConditionalUNetOptions { BaseChannels = 4 }).ParamName
        );
        Assert.Equal("Groups", Assert.Throws<ArgumentOutOfRangeException>(() => new ConditionalUNet(new() { Groups = 5 })).ParamName);
        Assert.Equal("Heads", Assert.Throws<ArgumentOutOfRangeException>(() => new ConditionalUNet(new() { Heads = 7 })).ParamName);
        Assert.Equal(
            "AttentionLevels",
            Assert.Throws<ArgumentOutOfRangeException>(() => new ConditionalUNet(new() { Multipliers = [1, 2] })).ParamName
        );
    }

    private static void Compare(ConditionalUNetOptions options, int size)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.Shake(new ConditionalUNet(options));
        using var model = new OnnxModel(network.ToOnnx(size));
        Tensor frame = Weights.Noise(2, 2, options.Neighbours ? 5 : 1, size, size),
            noisy = Weights.Noise(3, 2, 1, size, size),
            time = tensor([0.3f, 1f]);
        Assert.Equal(["frame", "noisy", "time"], model.Inputs);
        Assert.Equal(options.LearnsVariance ? ["residual", "variance"] : ["residual"], model.Outputs);
        var expected = network.forward(frame, noisy, time);
        Assert.InRange(
            Weights.LargestDifference(expected, cat(model.RunEach(("frame", frame), ("noisy", noisy), ("time", time)), 1)),
            0,
            1e-4f
        );
        Assert.True(expected.std().item<float>() > 0.01f, "The outputs must not be trivially equal.");
    }
}
