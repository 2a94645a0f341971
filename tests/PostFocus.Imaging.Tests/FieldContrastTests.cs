using CsCheck;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public class FieldContrastTests
{
    private static readonly Gen<(int Height, int Width)> s_sizes = Gen.Select(Gen.Int[32, 150], Gen.Int[32, 150]);

    /// <summary>Normal noise.</summary>
    private static double[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.Normal())];
    }

    [Fact]
    public void AnEmptyFieldIsEmptyWhateverItsLightAndItsCamera() =>
        Gen.Select(s_sizes, Gen.Int[1, 10000], Gen.Double[0.1, 20], Gen.Double[0, 400], Gen.Double[0, 0.5], Gen.Double[0, 0.6])
            .Sample(
                (size, seed, sigma, slope, vignetting, rows) =>
                {
                    double[] noise = Noise(size.Height * size.Width, seed),
                        ofRows = Noise(size.Height, seed + 1);
                    float[] counts =
                    [
                        .. noise.Select(
                            (n, i) =>
                            {
                                double y = (double)(i / size.Width) / size.Height - 0.5,
                                    x = (double)(i % size.Width) / size.Width - 0.5;
                                return MathF.Round(
                                    (float)(
                                        1000 * (1 - vignetting * (x * x + y * y)) + slope * x + sigma * (n + rows * ofRows[i / size.Width])
                                    )
                                );
                            }
                        ),
                    ];
                    Assert.True(
                        FieldContrast.IsEmpty(counts, size.Height, size.Width),
                        $"{FieldContrast.Measure(counts, size.Height, size.Width)}"
                    );
                },
                iter: 100
            );

    [Fact]
    public void WhatIsFarOutOfFocusIsNotEmpty() =>
        Gen.Select(s_sizes, Gen.Int[1, 10000], Gen.Double[0, 8])
            .Sample(
                (size, seed, most) =>
                {
                    // Of a blur as wide as the field only its ground would be left.
                    var blur = Math.Min(most, Math.Min(size.Height, size.Width) / 12.0);
                    // As much contrast as noise, however far it is blurred.
                    var scene = new BlobScene(size.Height, size.Width, seed).Frame(blur: blur).Counts;
                    double mean = scene.Average(),
                        deviation = Math.Sqrt(scene.Average(v => (v - mean) * (v - mean)));
                    var noise = Noise(scene.Length, seed);
                    float[] counts = [.. scene.Select((v, i) => (float)(1000 + 10 * (v - mean) / deviation + 10 * noise[i]))];
                    Assert.False(
                        FieldContrast.IsEmpty(counts, size.Height, size.Width),
                        $"{FieldContrast.Measure(counts, size.Height, size.Width)}"
                    );
                },
                iter: 100
            );

    [Fact]
    public void OneCellInALargeFieldIsSomethingToJudge()
    {
        const int side = 300;
        float[] counts =
        [
            .. Noise(side * side, 5)
                .Select(
                    (n, i) => (float)(1000 + 10 * n + 40 * Math.Exp(-(Math.Pow(i / side - 210, 2) + Math.Pow(i % side - 100, 2)) / 50))
                ),
        ];
        Assert.False(FieldContrast.IsEmpty(counts, side, side));
    }

    [Fact]
    public void GainAndOffsetDoNotMatter() =>
        Gen.Select(Gen.Int[1, 1000], Gen.Double[1.5, 20], Gen.Double[-100, 1000])
            .Sample(
                (seed, gain, offset) =>
                {
                    var counts = new BlobScene(40, 50, seed).Frame(noise: 0.5).Counts;
                    Assert.Equal(
                        FieldContrast.Measure(counts, 40, 50),
                        FieldContrast.Measure([.. counts.Select(c => (float)(gain * c + offset))], 40, 50),
                        1e-3
                    );
                },
                iter: 20
            );

    [Fact]
    public void RoundingIsNoContrast() =>
        // A slope whose steps are all that can be seen.
        Assert.True(FieldContrast.IsEmpty([.. Enumerable.Range(0, 64 * 64).Select(i => MathF.Round(i % 64 * 0.11f))], 64, 64));

    [Fact]
    public void SizesAreChecked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FieldContrast.Measure(new float[15 * 40], 15, 40));
        Assert.Throws<ArgumentException>(() => FieldContrast.Measure(new float[20], 16, 16));
    }
}
