using CsCheck;
using PostFocus.Imaging.Texture;

namespace PostFocus.Imaging.Tests.Texture;

public class BandStatisticsTests
{
    private const int Height = 48,
        Width = 40;

    [Fact]
    public void TheStatisticsAreThoseOfNumPy()
    {
        // Burt and Adelson's pyramid with scipy.ndimage.convolve1d(mode="reflect") by [1, 4, 6, 4, 1] / 16 and means of 2 × 2 pixels, in
        // double precision; per band log(rms), log(kurtosis + 0.5), tanh(skewness / 2), correlations by numpy.
        double[] golden =
        [
            0.04657,
            -0.99605,
            -3.41784,
            1.54034,
            0.16760,
            -2.47879,
            1.11341,
            0.02370,
            0.77294,
            0.96062,
            0.83572,
            -0.13660,
            -1.93834,
            1.02979,
            -0.04869,
            0.83900,
            0.96872,
            0.78764,
            -0.24552,
            -2.50471,
            1.06174,
            -0.01737,
            0.38393,
            0.85255,
            0.65319,
            -1.48009,
            -3.14429,
            1.50663,
            0.68825,
            0.41445,
            0.44427,
            -6.90776,
        ];
        var found = BandStatistics.Of(Scene(), Height, Width);
        Assert.Equal(golden.Length, found.Length);
        Assert.Equal(BandStatistics.Names.Count, found.Length);
        Assert.All(golden.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
    }

    [Fact]
    public void OfContrastAndBrightnessOnlyMeanAndMagnitudesDepend()
    {
        var dim = BandStatistics.Of([.. Scene().Select(v => 0.5f * v + 0.2f)], Height, Width);
        var bright = BandStatistics.Of(Scene(), Height, Width);
        foreach (var (name, (one, two)) in BandStatistics.Names.Zip(dim.Zip(bright)))
        {
            if (name.StartsWith("Energy", StringComparison.Ordinal) || name == "Contrast")
                Assert.Equal(two + Math.Log(0.5), one, 0.02);
            else if (name is not ("Mean" or "ContrastBeyond"))
                Assert.Equal(two, one, 0.02);
        }
    }

    [Fact]
    public void AMirroredImageLooksTheSameButForTheDirectionsOfItsGradients()
    {
        // A side that halves without a rest: of others the last pixel is left out.
        const int side = 32;
        var scene = Scene();
        float[] square = [.. Enumerable.Range(0, side * side).Select(i => scene[i / side * Width + i % side])],
            mirrored = [.. Enumerable.Range(0, side * side).Select(i => square[i / side * side + side - 1 - i % side])];
        var pairs = BandStatistics.Of(square, side, side).Zip(BandStatistics.Of(mirrored, side, side));
        foreach (var (name, (one, two)) in BandStatistics.Names.Zip(pairs))
        {
            // Differences across and down are half a pixel apart, to one side.
            if (!name.StartsWith("Direction", StringComparison.Ordinal) && !name.StartsWith("AxisShare", StringComparison.Ordinal))
                Assert.Equal(one, two, 1e-4);
        }
    }

    [Fact]
    public void EveryImageHasFiniteStatistics() =>
        Gen.Select(Gen.Int[32, 60], Gen.Int[32, 60], Gen.Int[0, 3], Gen.Int)
            .Sample(
                (height, width, kind, seed) =>
                {
                    var random = new Random(seed);
                    float[] image =
                    [
                        .. Enumerable
                            .Range(0, height * width)
                            .Select(i =>
                                kind switch
                                {
                                    0 => 0f,
                                    1 => i == seed % 1000 ? 1f : -1f,
                                    2 => i % 2 == 0 ? 1f : -1f,
                                    _ => 2 * random.NextSingle() - 1,
                                }
                            ),
                    ];
                    return BandStatistics.Of(image, height, width).All(float.IsFinite);
                },
                iter: 60
            );

    [Fact]
    public void SmallImagesAndOtherSizesAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BandStatistics.Of(new float[31 * 40], 31, 40));
        Assert.Throws<ArgumentException>(() => BandStatistics.Of(new float[32 * 40], 40, 40));
    }

    private static float[] Scene() =>
        [
            .. Enumerable
                .Range(0, Height * Width)
                .Select(i =>
                {
                    int y = i / Width,
                        x = i % Width;
                    var inside = (x - 20) * (x - 20) + (y - 24) * (y - 24) < 64;
                    return (float)(0.5 * Math.Sin(0.37 * x + 0.11 * y) + 0.3 * Math.Cos(0.01 * x * y) + (inside ? 0.2 : 0));
                }),
        ];
}
