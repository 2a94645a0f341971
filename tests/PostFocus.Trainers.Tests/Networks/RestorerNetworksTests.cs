using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.Dmphns;
using PostFocus.Trainers.Networks.Uformers;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Tests.Onnx;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks;

public class RestorerNetworksTests
{
    private static readonly ConditionalUNetOptions s_unet = new()
    {
        BaseChannels = 8,
        ResidualBlocks = 1,
        Groups = 4,
        Heads = 2,
    };

    private static readonly Dictionary<string, RestorerNetworkOptions> s_small = new()
    {
        ["dmphn"] = new DmphnOptions { Widths = [8, 12, 16], ResidualBlocks = 1 },
        ["uformer"] = new UformerOptions
        {
            BaseChannels = 8,
            Depths = [2, 1, 1, 1, 1, 1, 1, 2, 2],
            Window = 4,
            Modulators = true,
        },
        ["dmphn-compact"] = DmphnOptions.Compact,
        ["uformer-compact"] = UformerOptions.Compact,
    };

    public static TheoryData<string> Small => [.. s_small.Keys];

    /// <summary>
    /// The published counts for colour images (DMPHN: 5,424,393, the 21.7 MB of the paper in float32; Uformer: 5.23 M, 20.63 M,
    /// 50.88 M), less what the first and last convolutions have for two colours more, three times in DMPHN.
    /// </summary>
    [Theory]
    [InlineData("dmphn", 5_424_393 - 3 * (576 + 578))]
    [InlineData("uformer-t", 5_230_413 - (54 * 16 + 2))]
    [InlineData("uformer-s", 20_628_317 - (54 * 32 + 2))]
    [InlineData("uformer-b", 50_880_946 - (54 * 32 + 2))]
    [InlineData("dmphn-compact", 1_357_251)]
    [InlineData("uformer-compact", 1_329_090)]
    [Trait("Speed", "Slow")]
    public void NetworksHaveThePublishedNumberOfParameters(string name, long expected)
    {
        using var network = RestorerNetworks.ByName(name).Create(0);
        Assert.Equal(expected, Weights.Count(network));
    }

    /// <summary>Of one frame in a graph that is written: the network is looked at as that of a model zip is.</summary>
    [Theory]
    [InlineData("ddpm")]
    [InlineData("uformer-b")]
    [Trait("Speed", "Slow")]
    public void TheLargestHaveNoMoreNodesThanAModelZipMayHold(string name)
    {
        using var network = RestorerNetworks.ByName(name).Create(0);
        var model = new RestorationModel(network.ToOnnx(96, regression: true), 96, 1, Prediction.Regression);
        Assert.NotEmpty(model.ToOnnx(new() { Samples = 1 }));
    }

    [Theory]
    [MemberData(nameof(Small))]
    [Trait("Speed", "Slow")]
    public void TheyComputeTheSameInOnnxRuntime(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.ShakeGently(s_small[name].Create(0));
        foreach (var size in new[] { 32, 48 })
        {
            using var model = new OnnxModel(network.ToOnnx(size));
            Assert.Equal(["frame"], model.Inputs);
            Assert.Equal(["residual"], model.Outputs);
            var frame = Weights.Noise(2, 2, 1, size, size);
            var expected = network.forward(frame);
            Assert.InRange(Weights.LargestDifference(expected, model.Run(("frame", frame))) / expected.abs().max().item<float>(), 0, 1e-4f);
            Assert.True(expected.std().item<float>() > 0.01f, "The outputs must not be trivially equal.");
        }
    }

    [Theory]
    [MemberData(nameof(Small))]
    [Trait("Speed", "Slow")]
    public void FramesNeedNotBeSquareAndDoNotSeeTheRestOfTheBatch(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.ShakeGently(s_small[name].Create(0));
        var frames = Weights.Noise(2, 2, 1, 32, 64);
        var together = network.forward(frames);
        Assert.Equal(frames.shape, together.shape);
        for (var i = 0; i < 2; i++)
        {
            var difference = Weights.LargestDifference(together[i], network.forward(frames[i].unsqueeze(0))[0]);
            Assert.InRange(difference / together.abs().max().item<float>(), 0, 1e-4f);
        }
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void ANewOneEstimatesZeroAndDependsOnItsSeedOnly(string name)
    {
        using var scope = NewDisposeScope();
        using RestorerNetwork first = s_small[name].Create(3),
            second = s_small[name].Create(3),
            other = s_small[name].Create(4);
        Assert.Equal(0, first.forward(Weights.Noise(1, 2, 1, 32, 32)).abs().max().item<float>());
        Assert.Equal(Weights.Bytes(first), Weights.Bytes(second));
        Assert.NotEqual(Weights.Bytes(first), Weights.Bytes(other));
    }

    [Theory]
    [InlineData("dmphn", 8)]
    [InlineData("uformer", 16)]
    public void ASizeThatTheNetworkCannotDivideIsRefused(string name, int reduction)
    {
        using var network = s_small[name].Create(0);
        using var frame = zeros(1, 1, 32, 36);
        Assert.Contains($"multiples of {reduction}", Assert.Throws<ArgumentOutOfRangeException>(() => network.forward(frame)).Message);
        Assert.Equal("tileSize", Assert.Throws<ArgumentOutOfRangeException>(() => network.ToOnnx(20)).ParamName);
    }

    [Theory]
    [InlineData("dmphn", false)]
    [InlineData("uformer", true)]
    [InlineData("unet", false)]
    [InlineData("unet", true)]
    public void WeightsComeBackFromAnOnnxFileOfAnyTile(string name, bool half)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var options = s_small.GetValueOrDefault(name, s_unet);
        using RestorerNetwork source = Weights.ShakeGently(options.Create(1)),
            target = options.Create(2);
        target.LoadWeights(source.ToOnnx(48, half), "file");
        var frame = Weights.Noise(1, 1, 1, 32, 32);
        var expected = source.forward(frame);
        Assert.InRange(
            Weights.LargestDifference(expected, target.forward(frame)) / expected.abs().max().item<float>(),
            0,
            half ? 0.01f : 0
        );
    }

    [Fact]
    public void AUNetsRegressionIsItsDiffusionAtTimeOneFromNothing()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using RestorerNetwork network = Weights.Shake(s_unet.Create(1)),
            target = s_unet.Create(2);
        var frame = Weights.Noise(1, 2, 1, 16, 16);
        var expected = network.forward(frame, zeros_like(frame), ones(2));
        using var model = new OnnxModel(network.ToOnnx(16, regression: true));
        Assert.Equal(["frame"], model.Inputs);
        Assert.InRange(Weights.LargestDifference(expected, model.Run(("frame", frame))), 0, 1e-4f);
        target.LoadWeights(network.ToOnnx(16, regression: true), "file");
        Assert.Equal(0, Weights.LargestDifference(expected, target.forward(frame)));
    }

    [Fact]
    public void WeightsOfAnotherNetworkAreRefusedByName()
    {
        using RestorerNetwork dmphn = s_small["dmphn"].Create(0),
            uformer = s_small["uformer"].Create(0);
        Assert.Contains(
            "'other.onnx'",
            Assert.Throws<PostFocusException>(() => dmphn.LoadWeights(uformer.ToOnnx(32), "other.onnx")).Message
        );
    }

    [Fact]
    public void NamesAndRangesAreChecked()
    {
        Assert.Equal("unet", RestorerNetworks.Names[0]);
        Assert.Same(ConditionalUNetOptions.Paper, RestorerNetworks.ByName("ddpm"));
        Assert.Contains("uformer-b", Assert.Throws<ArgumentException>(() => RestorerNetworks.ByName("alexnet")).Message);
        Assert.Equal("Widths.Count", Assert.Throws<ArgumentOutOfRangeException>(() => new DmphnOptions { Widths = [32] }).ParamName);
        Assert.Equal("Depths.Count", Assert.Throws<ArgumentOutOfRangeException>(() => new UformerOptions { Depths = [1] }).ParamName);
    }
}
