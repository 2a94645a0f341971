using PostFocus.Imaging;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Trainers.Tests.Networks;

public sealed class NetworkDescriptionTests
{
    public static TheoryData<string> Small => ["unet", "ddpm-compact", "dmphn-compact", "uformer-compact"];

    [Theory]
    [MemberData(nameof(Small))]
    public void AFileTellsTheNetworkThatItHolds(string name)
    {
        var options = RestorerNetworks.ByName(name);
        using var network = options.Create(1);
        var told = RestorerNetworks.Of(network.ToOnnx(32))!;
        Assert.Equal(options.GetType(), told.GetType());
        using var again = told.Create(2);
        again.LoadWeights(network.ToOnnx(32), "the file");
        Assert.Equal(network.ToOnnx(32), again.ToOnnx(32));
    }

    [Fact]
    public void AFileThatIsNoneOfOursTellsNone() => Assert.Null(RestorerNetworks.Of(new byte[] { 0x08, 0x08 }));

    [Fact]
    public void ADamagedDescriptionIsTold()
    {
        using var network = new ConditionalUNetOptions { BaseChannels = 16 }.Create(1);
        var file = network.ToOnnx(32);
        var at = file.AsSpan().IndexOf("\"BaseChannels\":16"u8) + "\"BaseChannels\":"u8.Length;
        "99"u8.CopyTo(file.AsSpan(at));
        Assert.Contains("damaged", Assert.Throws<PostFocusException>(() => RestorerNetworks.Of(file)).Message, StringComparison.Ordinal);
        "-1"u8.CopyTo(file.AsSpan(at));
        Assert.Contains("damaged", Assert.Throws<PostFocusException>(() => RestorerNetworks.Of(file)).Message, StringComparison.Ordinal);
        "x1"u8.CopyTo(file.AsSpan(at));
        Assert.Contains("damaged", Assert.Throws<PostFocusException>(() => RestorerNetworks.Of(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ATrainingGoesOnAsTheModelWas()
    {
        var options = new ConditionalUNetOptions
        {
            PatchSize = 2,
            BaseChannels = 16,
            Neighbours = true,
        };
        using var network = options.Create(1);
        var model = new RestorationModel(network.ToOnnx(64, regression: true), 64, 0.5f, Prediction.Regression)
        {
            UsesNeighbours = true,
            PixelMicrons = 0.65,
        };
        var training = RestorerTrainer.GoingOn(model);
        var told = Assert.IsType<ConditionalUNetOptions>(training.Network);
        Assert.Equal((2, 16, true), (told.PatchSize, told.BaseChannels, told.Neighbours));
        Assert.Equal(options.Multipliers, told.Multipliers);
        Assert.Equal(
            (Prediction.Regression, 64, 64, 0.65),
            (training.Prediction, training.TileSize, training.CropSize, training.PixelMicrons)
        );
    }

    [Fact]
    public void WithoutADescriptionTheNetworkHasToBeGiven()
    {
        var model = new RestorationModel([0x08, 0x08], 64, 0.5f, Prediction.Regression);
        Assert.Contains(
            "network",
            Assert.Throws<PostFocusException>(() => RestorerTrainer.GoingOn(model)).Message,
            StringComparison.Ordinal
        );
    }
}
