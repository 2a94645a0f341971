using PostFocus.Trainers.Networks.VisionTransformers;

namespace PostFocus.Trainers.Tests.Networks.VisionTransformers;

public class VisionTransformerTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void ParametersAreThoseOfTheCommonPort()
    {
        using var network = new VisionTransformer(VisionTransformerOptions.Base32 with { Classes = 1000 });
        Assert.Equal(88_224_232, Weights.Count(network));
        // torchvision 0.25: vit_b_32().state_dict(): class_token, conv_proj, pos_embedding, twelve encoder layers, ln, head
        var shapes = Weights.Shapes(network);
        Assert.Equal(4 + 12 * 12 + 4, shapes.Length);
        Assert.Equal(
            [
                "1×1×768",
                "768×3×32×32",
                "768",
                "1×50×768",
                "768",
                "768",
                "2304×768",
                "2304",
                "768×768",
                "768",
                "768",
                "768",
                "3072×768",
                "3072",
                "768×3072",
                "768",
                "768",
            ],
            shapes[..17]
        );
        Assert.Equal(["768×3072", "768", "768", "768", "1000×768", "1000"], shapes[^6..]);
    }

    [Fact]
    public void OptionsOutOfRangeAreNamed()
    {
        Assert.Equal("Depth", Assert.Throws<ArgumentOutOfRangeException>(() => new VisionTransformerOptions { Depth = 0 }).ParamName);
        Assert.Equal(
            "InputSize",
            Assert.Throws<ArgumentOutOfRangeException>(() => new VisionTransformer(new() { InputSize = 100 })).ParamName
        );
        Assert.Equal("Width", Assert.Throws<ArgumentOutOfRangeException>(() => new VisionTransformer(new() { Width = 100 })).ParamName);
    }
}
