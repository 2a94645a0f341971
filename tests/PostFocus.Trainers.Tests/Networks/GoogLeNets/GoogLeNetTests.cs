using PostFocus.Trainers.Networks.GoogLeNets;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.GoogLeNets;

public class GoogLeNetTests
{
    [Theory]
    [InlineData(true, 13_004_888)]
    [InlineData(false, 6_624_904)]
    public void ParametersAreThoseOfTheCommonPort(bool auxiliaryHeads, long expected)
    {
        using var network = new GoogLeNet(GoogLeNetOptions.Published with { Classes = 1000, AuxiliaryHeads = auxiliaryHeads });
        Assert.Equal(expected, Weights.Count(network));
        // torchvision 0.25: googlenet().state_dict() without num_batches_tracked: conv1, conv2, conv3, inception3a.branch1, …, fc
        var shapes = Weights.Shapes(network);
        Assert.Equal(57 * 5 + 2 + (auxiliaryHeads ? 2 * (5 + 4) : 0), shapes.Length);
        Assert.Equal(
            [
                "64×3×7×7",
                "64",
                "64",
                "64",
                "64",
                "64×64",
                "64",
                "64",
                "64",
                "64",
                "192×64×3×3",
                "192",
                "192",
                "192",
                "192",
                "64×192",
                "64",
                "64",
                "64",
                "64",
                "96×192",
                "96",
                "96",
                "96",
                "96",
                "128×96×3×3",
            ],
            shapes[..26]
        );
        Assert.Equal(["1000×1024", "1000"], shapes[^2..]);
        if (auxiliaryHeads)
            Assert.Equal(["128×528", "128", "128", "128", "128", "1024×2048", "1024", "1000×1024", "1000"], shapes[^11..^2]);
    }

    [Fact]
    public void TheAuxiliaryHeadsCountThreeTenthsEachInTraining()
    {
        using var scope = NewDisposeScope();
        using var network = new GoogLeNet(GoogLeNetOptions.Compact);
        using var plain = new GoogLeNet(GoogLeNetOptions.Compact with { AuxiliaryHeads = false });
        var frames = Weights.Noise(1, 2, 1, 96, 96);
        var outputs = network.TrainingOutputs(frames);
        Assert.Equal([1, 0.3, 0.3], outputs.Select(o => o.Weight));
        Assert.All(outputs, o => Assert.Equal([2L, 2L], o.Outputs.shape));
        Assert.Equal([1.0], plain.TrainingOutputs(frames).Select(o => o.Weight));
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed() =>
        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => new GoogLeNetOptions { Width = 0 }).ParamName);
}
