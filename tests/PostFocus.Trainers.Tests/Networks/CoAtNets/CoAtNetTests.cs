using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Tests.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.CoAtNets;

public class CoAtNetTests
{
    private static readonly CoAtNetOptions s_tiny = new()
    {
        InputSize = 64,
        Blocks = [1, 1, 2, 1, 2],
        Widths = [4, 8, 8, 12, 16],
        Heads = 2,
        HeadSize = 4,
    };

    [Fact]
    public void CoAtNet0WithTwoClassesHasThePortsSeventeenMillionParameters()
    {
        using var network = new CoAtNet(CoAtNetOptions.CoAtNet0 with { InputChannels = 3 });
        // 17,789,624 with 1000 classes; the last layer has 768 weights a class.
        Assert.Equal(17_789_624 - 998 * 768, network.parameters().Sum(p => p.numel()));
    }

    [Fact]
    public void TheCompactNetworkHasAtMostOneAndAHalfMillionParameters()
    {
        using var network = new CoAtNet(CoAtNetOptions.Compact);
        Assert.InRange(network.parameters().Sum(p => p.numel()), 900_000, 1_500_000);
    }

    [Fact]
    public void TheTinyNetworkComputesTheSameInOnnxRuntime() => Compare(s_tiny, batch: 3);

    [Fact]
    public void TheCompactNetworkComputesTheSameInOnnxRuntime() => Compare(CoAtNetOptions.Compact, batch: 2);

    [Fact]
    public void AFramesLogitsDoNotDependOnTheBatchItIsIn()
    {
        using var scope = NewDisposeScope();
        using var network = Weights.Shake(new CoAtNet(CoAtNetOptions.Compact));
        using var model = new OnnxModel(network.ToOnnx());
        var frames = Weights.Noise(3, 7, 1, 96, 96);
        var together = model.Run(("frame", frames));
        for (var i = 0; i < 7; i++)
            Assert.Equal(together[i].data<float>().ToArray(), model.Run(("frame", frames[i].unsqueeze(0)))[0].data<float>().ToArray());
    }

    [Fact]
    public void WeightsDependOnTheSeedOnly()
    {
        using var first = new CoAtNet(s_tiny, seed: 3);
        _ = rand(10);
        using var second = new CoAtNet(s_tiny, seed: 3);
        using var other = new CoAtNet(s_tiny, seed: 4);
        Assert.Equal(Weights.Bytes(first), Weights.Bytes(second));
        Assert.NotEqual(Weights.Bytes(first), Weights.Bytes(other));
    }

    [Fact]
    public void AWrongInputIsRefusedBeforeLibtorchSeesIt()
    {
        using var network = new CoAtNet(s_tiny);
        using var frames = zeros(1, 1, 32, 64);
        var e = Assert.Throws<ArgumentException>(() => network.forward(frames));
        Assert.Contains("[1, 1, 32, 64]", e.Message);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Assert.Equal("HeadSize", Assert.Throws<ArgumentOutOfRangeException>(() => new CoAtNetOptions { HeadSize = 0 }).ParamName);
        Assert.Equal(
            "Widths[4]",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CoAtNetOptions { Widths = [8, 8, 8, 8, 0] }).ParamName
        );
        Assert.Equal("Blocks.Count", Assert.Throws<ArgumentOutOfRangeException>(() => new CoAtNetOptions { Blocks = [1, 1] }).ParamName);
        Assert.Equal(
            "InputSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => new CoAtNet(new CoAtNetOptions { InputSize = 100 })).ParamName
        );
    }

    private static void Compare(CoAtNetOptions options, int batch)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.Shake(new CoAtNet(options));
        using var model = new OnnxModel(network.ToOnnx());
        var frames = Weights.Noise(2, batch, 1, options.InputSize, options.InputSize);
        Assert.Equal(["frame"], model.Inputs);
        Assert.Equal(["logits"], model.Outputs);
        Assert.InRange(Weights.LargestDifference(network.forward(frames), model.Run(("frame", frames))), 0, 1e-4f);
    }
}
