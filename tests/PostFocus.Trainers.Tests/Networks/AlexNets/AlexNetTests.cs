using PostFocus.Trainers.Networks.AlexNets;

namespace PostFocus.Trainers.Tests.Networks.AlexNets;

public class AlexNetTests
{
    [Fact]
    public void ParametersAreThoseOfTheCommonPort()
    {
        using var network = new AlexNet(AlexNetOptions.Published with { Classes = 1000 });
        Assert.Equal(61_100_840, network.ParameterCount);
        // torchvision 0.25: [list(t.shape) for t in alexnet().state_dict().values()]
        Assert.Equal(
            [
                "64×3×11×11",
                "64",
                "192×64×5×5",
                "192",
                "384×192×3×3",
                "384",
                "256×384×3×3",
                "256",
                "256×256×3×3",
                "256",
                "4096×9216",
                "4096",
                "4096×4096",
                "4096",
                "1000×4096",
                "1000",
            ],
            Weights.Shapes(network)
        );
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Assert.Equal("Widths.Count", Assert.Throws<ArgumentOutOfRangeException>(() => new AlexNetOptions { Widths = [8] }).ParamName);
        Assert.Equal("Dropout", Assert.Throws<ArgumentOutOfRangeException>(() => new AlexNetOptions { Dropout = 1 }).ParamName);
        Assert.Equal(
            "InputSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => new AlexNet(AlexNetOptions.Compact with { InputSize = 62 })).ParamName
        );
    }
}
