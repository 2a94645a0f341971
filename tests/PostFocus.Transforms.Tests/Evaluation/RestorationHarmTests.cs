using PostFocus.Imaging.Baselines;
using PostFocus.Transforms.Evaluation;

namespace PostFocus.Transforms.Tests.Evaluation;

public class RestorationHarmTests
{
    private const int Side = RestoredScene.Side;

    private readonly RestoredScene _scene = RestoredScene.Make(seed: 5, spoilt: false);

    [Fact]
    public void AGoodRestorationDoesNone() => Assert.Equal(RestorationHarm.None, Of(_scene.Restored));

    [Fact]
    public void TheFrameAsRecordedOnlyLosesToWhatRestoresNothing()
    {
        var harm = Of(_scene.Frame);
        Assert.False(harm.HasFlag(RestorationHarm.Error));
        Assert.Equal(RestorationHarm.None, harm & (RestorationHarm.Edges | RestorationHarm.FineStructure));
    }

    [Fact]
    public void InventedBlobsAreAnError() =>
        Assert.True(Of(RestoredScene.Make(seed: 5, spoilt: true).Restored).HasFlag(RestorationHarm.Error));

    [Fact]
    public void FadingIsNoRestoration()
    {
        // Out of focus with contrast turned round: half of it is nearer to the truth, as nothing would be.
        float[] turned = [.. _scene.Reference.Select(v => 3000 - v)];
        var faded = TrivialRestorations.Faded(turned, 0.7);
        Assert.Equal(RestorationHarm.HalfContrast, Of(faded, turned) & (RestorationHarm.Error | RestorationHarm.HalfContrast));
    }

    [Fact]
    public void DenoisingIsNoRestoration()
    {
        var random = new Random(1);
        float[] noisy = [.. _scene.Reference.Select(v => v + 200 * (random.NextSingle() - 0.5f))];
        // Smooths the noise less well than a Gaussian does.
        float[] less = [.. noisy.Zip(_scene.Reference, (n, t) => t + 0.9f * (n - t))];
        Assert.Equal(RestorationHarm.SmallGaussian, Of(less, noisy) & (RestorationHarm.Error | RestorationHarm.SmallGaussian));
    }

    [Fact]
    public void FineStructureThatIsLostIsSeenWhereTheErrorFalls()
    {
        float[] bright = [.. _scene.Reference.Select(v => v + 300)];
        var smoothed = TrivialRestorations.Smoothed(_scene.Reference, Side, Side, 3);
        var harm = Of(smoothed, bright);
        Assert.False(harm.HasFlag(RestorationHarm.Error));
        Assert.True(harm.HasFlag(RestorationHarm.FineStructure));
        Assert.True(harm.HasFlag(RestorationHarm.Edges));
    }

    private RestorationHarm Of(float[] restored, float[]? recorded = null) =>
        RestorationHarms.Of(_scene.Reference, recorded ?? _scene.Frame, restored, Side, Side);
}
