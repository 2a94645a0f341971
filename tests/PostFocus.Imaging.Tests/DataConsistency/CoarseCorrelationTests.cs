using CsCheck;
using PostFocus.Imaging.DataConsistency;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.DataConsistency;

public class CoarseCorrelationTests
{
    private const int Height = 112,
        Width = 96;
    private const double Sigma = 8;

    private static readonly BlobScene s_scene = new(Height, Width, seed: 3);

    private static readonly float[] s_sharp = s_scene.Frame().Counts,
        s_other = new BlobScene(Height, Width, seed: 4).Frame().Counts;

    [Theory]
    [InlineData(1.5)]
    [InlineData(3)]
    public void AFrameAndItsBlurShowOnePlaceAndAnotherSceneDoesNot(double blur)
    {
        var blurred = s_scene.Frame(blur: blur, noise: 0.05).Counts;
        Assert.InRange(Measure(blurred, s_sharp), 0.98, 1);
        Assert.InRange(Measure(blurred, s_other), -1, 0.9);
    }

    [Fact]
    public void WhatIsFineHardlyCounts()
    {
        float[] ground =
        [
            .. Enumerable.Range(0, Height * Width).Select(i => (float)(Math.Sin(i % Width / 20.0) * Math.Cos(i / Width / 25.0))),
        ];
        float[] upright = With(s_scene.Frame(contrast: 1)),
            inverted = With(s_scene.Frame(contrast: -1));
        Assert.InRange(ImageMetrics.Pcc(upright, inverted), 0, 0.85);
        Assert.InRange(Measure(upright, inverted), 0.95, 1);

        float[] With(Frame cells) => [.. ground.Zip(cells.Counts, (g, c) => g + c)];
    }

    [Fact]
    public void GainAndOffsetDoNotCountNorDoesTheOrder() =>
        Gen.Select(Gen.Double[0.1, 100], Gen.Double[-20_000, 20_000])
            .Sample(
                (gain, offset) =>
                {
                    var measured = Measure(s_sharp, s_other);
                    Assert.Equal(measured, Measure(s_other, s_sharp), 12);
                    Assert.Equal(measured, Measure([.. s_sharp.Select(v => (float)(gain * v + offset))], s_other), 0.02 / gain);
                },
                iter: 20
            );

    [Fact]
    public void ALargeOffsetDoesNotEatAFaintStructure()
    {
        // Whole counts below 2^24 are exact: the structure itself is the same.
        float[] faint = [.. s_sharp.Select(v => MathF.Round(40 * v))];
        Assert.Equal(Measure(faint, s_other), Measure([.. faint.Select(v => v + 8_000_000)], s_other), 1e-9);
    }

    [Theory]
    [InlineData(2, 6)]
    [InlineData(2.2, 7)] // three standard deviations are 6.6 pixels
    public void ItIsThePlainSumOverAGaussianInAMirroredImage(double sigma, int reach)
    {
        float[] one = s_scene.Frame().Counts[..77],
            two = s_other[..77];
        Assert.Equal(ImageMetrics.Pcc(Plain(one), Plain(two)), CoarseCorrelation.Measure(one, two, 7, 11, sigma), 1e-6);

        float[] Plain(float[] image) =>
            [
                .. Enumerable
                    .Range(0, 77)
                    .Select(i =>
                    {
                        double sum = 0,
                            weights = 0;
                        for (var dy = -reach; dy <= reach; dy++)
                        for (var dx = -reach; dx <= reach; dx++)
                        {
                            var weight = Math.Exp(-(dy * dy + dx * dx) / (2 * sigma * sigma));
                            sum += weight * image[Inside(i / 11 + dy, 7) * 11 + Inside(i % 11 + dx, 11)];
                            weights += weight;
                        }
                        return (float)(sum / weights);
                    }),
            ];

        static int Inside(int at, int side) =>
            at < 0 ? -at - 1
            : at >= side ? 2 * side - at - 1
            : at;
    }

    /// <summary>
    /// A border and a bar of other scenes do not count, whatever is in them, and the border is much as if it were cut off.
    /// </summary>
    [Fact]
    public void PixelsWithoutDataHaveNoPart()
    {
        const int border = 20;
        var blurred = s_scene.Frame(blur: 3, noise: 0.05).Counts;
        var missing = Mask((y, _) => y < border);
        var cut = CoarseCorrelation.Measure(blurred.AsSpan(border * Width), s_sharp.AsSpan(border * Width), Height - border, Width, Sigma);
        Assert.Equal(cut, Masked(Replaced(blurred, missing, 0), Replaced(s_sharp, missing, 50), missing), 0.002);

        missing = Mask((y, x) => y < border || (y is > 50 and < 60 && x < 70));
        float[] one = Replaced(blurred, missing, 0),
            two = [.. s_sharp.Zip(s_other, missing).Select(p => p.Third ? 9 * p.Second : p.First)];
        Assert.InRange(Measure(one, two), -1, 0.9);
        Assert.InRange(Masked(one, two, missing), 0.98, 1);

        Assert.Equal(Measure(s_sharp, s_other), Masked(s_sharp, s_other, Mask((_, _) => false)));
        Assert.Equal(double.NaN, Masked(s_sharp, s_other, Mask((_, _) => true)));
        Assert.Throws<ArgumentException>(() => Masked(s_sharp, s_other, missing[1..]));

        static bool[] Mask(Func<int, int, bool> at) => [.. Enumerable.Range(0, Height * Width).Select(i => at(i / Width, i % Width))];
        static float[] Replaced(float[] image, bool[] where, float by) => [.. image.Zip(where, (v, m) => m ? by : v)];
        static double Masked(float[] image, float[] other, bool[] missing) =>
            CoarseCorrelation.Measure(image, other, Height, Width, Sigma, missing);
    }

    /// <summary>What a thin mark hides, a blur shows. The rim of this scene is brighter than the rest in both images.</summary>
    [Fact]
    public void AThinMarkChangesHardlyAnything()
    {
        bool[] rim = [.. Enumerable.Range(0, Height * Width).Select(i => i / Width is 0 or Height - 1 || i % Width is 0 or Width - 1)];
        float[] one = [.. s_sharp.Select(Lit)],
            two = [.. s_other.Select(Lit)];
        Assert.Equal(Measure(one, two), CoarseCorrelation.Measure(one, two, Height, Width, Sigma, rim), 0.0005);

        static float Lit(float value, int i)
        {
            var away = Math.Min(Math.Min(i / Width, Height - 1 - i / Width), Math.Min(i % Width, Width - 1 - i % Width));
            return value + 2 * MathF.Exp(-away / 12f);
        }
    }

    [Fact]
    public void AConstantImageHasNoCorrelationAndWhatDoesNotFitIsRefused()
    {
        Assert.Equal(double.NaN, Measure(new float[Height * Width], s_sharp));
        Assert.Throws<ArgumentException>(() => Measure(s_sharp, s_other[1..]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CoarseCorrelation.Measure(s_sharp, s_other, Height, Width, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CoarseCorrelation.Measure(s_sharp, s_other, Height, Width, double.NaN));
    }

    private static double Measure(float[] image, float[] other) => CoarseCorrelation.Measure(image, other, Height, Width, Sigma);
}
