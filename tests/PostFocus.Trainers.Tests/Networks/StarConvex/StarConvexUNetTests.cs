using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.StarConvex;
using PostFocus.Trainers.Tests.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.StarConvex;

public class StarConvexUNetTests
{
    private static readonly StarConvexUNetOptions s_small = new()
    {
        Widths = [16, 16, 32],
        HeadWidth = 16,
        Rays = 8,
    };

    [Theory]
    [InlineData("stardist-compact", 493_153)]
    [InlineData("stardist", 1_989_921)]
    public void NetworksHaveTheirNumberOfParameters(string name, long expected)
    {
        using var network = SegmenterNetworks.ByName(name).Create(0);
        Assert.Equal(expected, Weights.Count(network));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void ItComputesTheSameInOnnxRuntimeOnAnyGrid(int grid)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.ShakeGently((s_small with { Grid = grid }).Create(0));
        using var model = new OnnxModel(network.ToOnnx(48));
        Assert.Equal(["frame"], model.Inputs);
        Assert.Equal(["polygons"], model.Outputs);
        var frames = Weights.Noise(2, 2, 1, 48, 48);
        var expected = network.forward(frames);
        Assert.Equal([2, 9, 48 / grid, 48 / grid], expected.shape);
        Assert.InRange(Weights.LargestDifference(expected, model.Run(("frame", frames))) / expected.abs().max().item<float>(), 0, 1e-4f);
        Assert.True(expected.std().item<float>() > 0.01f, "The outputs must not be trivially equal.");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WeightsComeBackFromAnOnnxFileOfAnyTile(bool half)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using SegmenterNetwork source = Weights.ShakeGently(s_small.Create(1)),
            target = s_small.Create(2);
        target.LoadWeights(source.ToOnnx(48, half), "file");
        target.eval();
        var frame = Weights.Noise(1, 1, 1, 32, 40);
        var expected = source.forward(frame);
        var difference = Weights.LargestDifference(expected, target.forward(frame)) / expected.abs().max().item<float>();
        Assert.InRange(difference, 0, half ? 0.01f : 1e-5f);
    }

    [Fact]
    public void ANewOneTellsNothingAndDependsOnItsSeedOnly()
    {
        using var scope = NewDisposeScope();
        using SegmenterNetwork first = s_small.Create(3),
            second = s_small.Create(3),
            other = s_small.Create(4);
        Assert.Equal(Weights.Bytes(first), Weights.Bytes(second));
        Assert.NotEqual(Weights.Bytes(first), Weights.Bytes(other));
        Assert.Equal(0, first.forward(Weights.Noise(1, 2, 1, 32, 32)).abs().max().item<float>());
    }

    [Fact]
    public void ASizeThatItCannotDivideIsRefused()
    {
        using var network = s_small.Create(0);
        using var frame = zeros(1, 1, 32, 36);
        Assert.Contains("multiples of 8", Assert.Throws<ArgumentOutOfRangeException>(() => network.forward(frame)).Message);
        Assert.Equal("tileSize", Assert.Throws<ArgumentOutOfRangeException>(() => network.ToOnnx(20)).ParamName);
    }

    [Fact]
    public void WeightsOfAnotherNetworkAreRefusedByName()
    {
        using SegmenterNetwork network = s_small.Create(0),
            other = (s_small with { HeadWidth = 32 }).Create(0);
        Assert.Contains(
            "'other.onnx'",
            Assert.Throws<PostFocusException>(() => network.LoadWeights(other.ToOnnx(32), "other.onnx")).Message
        );
    }

    [Fact]
    public void NamesAndRangesAreChecked()
    {
        Assert.Equal("stardist-compact", SegmenterNetworks.Names[0]);
        Assert.Contains("stardist-compact", Assert.Throws<ArgumentException>(() => SegmenterNetworks.ByName("unet")).Message);
        Assert.Equal("Rays", Assert.Throws<ArgumentOutOfRangeException>(() => new StarConvexUNetOptions { Rays = 7 }).ParamName);
        Assert.Equal(
            "Widths.Count",
            Assert.Throws<ArgumentOutOfRangeException>(() => new StarConvexUNetOptions { Widths = [32] }).ParamName
        );
    }
}
