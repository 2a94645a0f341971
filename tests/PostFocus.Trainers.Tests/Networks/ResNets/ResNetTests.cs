using PostFocus.Trainers.Networks.ResNets;

namespace PostFocus.Trainers.Tests.Networks.ResNets;

public class ResNetTests
{
    [Fact]
    public void ParametersAreThoseOfTheCommonPort()
    {
        using var network = new ResNet(ResNetOptions.ResNet50 with { Classes = 1000 });
        Assert.Equal(25_557_032, Weights.Count(network));
        // torchvision 0.25: resnet50().state_dict() without num_batches_tracked: conv1 and bn1, layer1.0 with its downsampling, …, fc
        var shapes = Weights.Shapes(network);
        Assert.Equal(53 * 5 + 2, shapes.Length);
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
                "64×64×3×3",
                "64",
                "64",
                "64",
                "64",
                "256×64",
                "256",
                "256",
                "256",
                "256",
                "256×64",
                "256",
                "256",
                "256",
                "256",
                "64×256",
            ],
            shapes[..26]
        );
        Assert.Equal(["2048×512", "2048", "2048", "2048", "2048", "1000×2048", "1000"], shapes[^7..]);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Assert.Equal("Blocks[3]", Assert.Throws<ArgumentOutOfRangeException>(() => new ResNetOptions { Blocks = [1, 1, 1, 0] }).ParamName);
        Assert.Equal("Widths[0]", Assert.Throws<ArgumentOutOfRangeException>(() => new ResNetOptions { Widths = [2, 8, 8, 8] }).ParamName);
    }
}
