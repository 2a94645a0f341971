using CsCheck;
using PostFocus.Imaging.Scaling;

namespace PostFocus.Imaging.Tests.Scaling;

public class FrameScalingTests
{
    private static readonly Gen<(int Height, int Width, float[] Image)> s_images = Gen.Select(Gen.Int[1, 24], Gen.Int[1, 24])
        .SelectMany((h, w) => Gen.Float[-100, 100].Array[h * w].Select(a => (h, w, a)));

    [Fact]
    public void ShrinkingKeepsTheMean() =>
        Gen.Select(s_images, Gen.Double[0.05, 1])
            .Sample(
                (i, factor) =>
                {
                    var scaled = FrameScaling.Resample(i.Image, i.Height, i.Width, factor);
                    Assert.Equal(i.Image.Average(v => (double)v), scaled.Image.Average(v => (double)v), 1e-4);
                    Assert.InRange(scaled.Image.Min(), i.Image.Min() - 1e-4, scaled.Image.Max());
                    Assert.InRange(scaled.Image.Max(), scaled.Image.Min(), i.Image.Max() + 1e-4);
                }
            );

    [Fact]
    public void AFactorOfOneChangesNothing() =>
        s_images.Sample(i =>
        {
            var (image, height, width) = FrameScaling.Resample(i.Image, i.Height, i.Width, 1);
            Assert.Equal((i.Height, i.Width), (height, width));
            Assert.Equal(i.Image, image);
        });

    [Fact]
    public void ConstantsAreKept() =>
        Gen.Select(Gen.Int[1, 24], Gen.Int[1, 24], Gen.Double[0.05, 4], Gen.Float[-100, 100])
            .Sample(
                (h, w, factor, value) =>
                    Assert.All(
                        FrameScaling.Resample([.. Enumerable.Repeat(value, h * w)], h, w, factor).Image,
                        v => Assert.Equal(value, v, 1e-4f)
                    )
            );

    [Fact]
    public void SidesAreRoundedToTheNearestAndNeverVanish() =>
        Gen.Select(Gen.Int[1, 24], Gen.Int[1, 24], Gen.Double[0.01, 4])
            .Sample(
                (h, w, factor) =>
                {
                    var (image, height, width) = FrameScaling.Resample(new float[h * w], h, w, factor);
                    Assert.Equal(Math.Max(1, Math.Floor(h * factor + 0.5)), height);
                    Assert.Equal(Math.Max(1, Math.Floor(w * factor + 0.5)), width);
                    Assert.Equal(height * width, image.Length);
                }
            );

    [Fact]
    public void TheTransposedImageIsScaledToTheTransposed() =>
        Gen.Select(s_images, Gen.Double[0.1, 3])
            .Sample(
                (i, factor) =>
                {
                    var one = FrameScaling.Resample(i.Image, i.Height, i.Width, factor);
                    var other = FrameScaling.Resample(Transposed(i.Image, i.Height, i.Width), i.Width, i.Height, factor);
                    Assert.Equal((one.Width, one.Height), (other.Height, other.Width));
                    Assert.All(Transposed(one.Image, one.Height, one.Width).Zip(other.Image), p => Assert.Equal(p.First, p.Second, 1e-3f));
                }
            );

    [Fact]
    public void HalvingIsTheMeanOfSquares() => Assert.Equal([3.5f, 5.5f], FrameScaling.Resample([1, 2, 3, 4, 5, 6, 7, 8], 2, 4, 0.5).Image);

    [Fact]
    public void PartsOfPixelsAreCountedByTheirShare() =>
        // Three pixels to two: (1 + 2/2) / 1.5 and (2/2 + 6) / 1.5.
        Assert.Equal([4 / 3f, 14 / 3f], FrameScaling.Resample([1, 2, 6, 1, 2, 6, 1, 2, 6], 3, 3, 2 / 3.0).Image[..2]);

    [Fact]
    public void ALineStaysALineInsideWhenItIsEnlarged()
    {
        var (image, _, width) = FrameScaling.Resample([.. Enumerable.Range(0, 16).Select(i => (float)(i % 8))], 2, 8, 2);
        Assert.Equal(16, width);
        for (var x = 4; x < 12; x++)
            Assert.Equal((x + 0.5) / 2 - 0.5, image[x], 1e-6);
    }

    [Fact]
    public void ArgumentsOutOfRangeAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameScaling.Resample(new float[4], 2, 2, 0.001));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameScaling.Resample(new float[4], 2, 2, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => FrameScaling.Resample([], 0, 2, 1));
        Assert.Throws<ArgumentException>(() => FrameScaling.Resample(new float[5], 2, 2, 1));
    }

    private static float[] Transposed(float[] image, int height, int width) =>
        [.. Enumerable.Range(0, image.Length).Select(i => image[i % height * width + i / height])];
}
