using CsCheck;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.Tests;

public class MeasureTests
{
    private static readonly Gen<(int Height, int Width, float[] Image)> s_images = Gen.Select(Gen.Int[3, 12], Gen.Int[3, 12])
        .SelectMany((h, w) => Gen.Float[-100, 100].Array[h * w].Select(a => (h, w, a)));

    [Fact]
    public void TenengradOfASmallImageIsAsByHand()
    {
        // Two interior pixels. At (1,1): gx = (3-1) + 2(7-5) + (3-9) = 0, gy = (9-1) + 2(1-2) + (3-3) = 6, sum of squares 36.
        // At (1,2): gx = (4-2) + 2(8-6) + (0-1) = 5, gy = (1-2) + 2(3-3) + (0-4) = -5, sum of squares 50.
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 3, 0];
        Assert.Equal((36 + 50) / 2.0, SharpnessMeasures.Tenengrad(image, 3, 4), 1e-12);
    }

    [Fact]
    public void TenengradOfARampIsTheSquareOfEightTimesItsSlope()
    {
        float[] ramp = [.. Enumerable.Range(0, 6 * 7).Select(i => 3f * (i % 7))];
        Assert.Equal(24.0 * 24, SharpnessMeasures.Tenengrad(ramp, 6, 7), 1e-9);
    }

    [Fact]
    public void TenengradIgnoresAnOffsetAndGrowsWithTheSquareOfContrast() =>
        s_images.Sample(i =>
        {
            var tenengrad = SharpnessMeasures.Tenengrad(i.Image, i.Height, i.Width);
            var changed = SharpnessMeasures.Tenengrad([.. i.Image.Select(v => 2 * v + 64)], i.Height, i.Width);
            Assert.Equal(4 * tenengrad, changed, 1e-4 * (1 + tenengrad));
        });

    [Fact]
    public void TenengradIsTheSameForTheTransposedImage() =>
        s_images.Sample(i =>
        {
            var transposed = new float[i.Image.Length];
            for (var y = 0; y < i.Height; y++)
            for (var x = 0; x < i.Width; x++)
                transposed[x * i.Height + y] = i.Image[y * i.Width + x];
            var tenengrad = SharpnessMeasures.Tenengrad(i.Image, i.Height, i.Width);
            Assert.Equal(tenengrad, SharpnessMeasures.Tenengrad(transposed, i.Width, i.Height), 1e-9 * (1 + tenengrad));
        });

    [Fact]
    public void TenengradFallsWhenAnEdgeIsBlurred()
    {
        float[] sharp = [.. Enumerable.Range(0, 20 * 20).Select(i => i % 20 < 10 ? 0f : 100f)];
        float[] blurred = [.. Enumerable.Range(0, 20 * 20).Select(i => Math.Clamp((i % 20 - 5) * 10f, 0, 100))];
        Assert.True(SharpnessMeasures.Tenengrad(blurred, 20, 20) < SharpnessMeasures.Tenengrad(sharp, 20, 20));
    }

    [Fact]
    public void TenengradNeedsAnImageOfItsSize()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpnessMeasures.Tenengrad(new float[6], 2, 3));
        Assert.Throws<ArgumentException>(() => SharpnessMeasures.Tenengrad(new float[10], 3, 3));
    }

    [Fact]
    public void PsnrOfAKnownErrorIsKnown()
    {
        // Mean squared error (1 + 0 + 0 + 9) / 4 = 2.5; 10 log10(255² / 2.5) = 44.15140352195873, by python3 math.log10.
        Assert.Equal(2.5, ImageMetrics.MeanSquaredError([1, 2, 3, 4], [2, 2, 3, 1]), 1e-12);
        Assert.Equal(44.15140352195873, ImageMetrics.Psnr([1, 2, 3, 4], [2, 2, 3, 1], 255), 1e-12);
        Assert.Equal(double.PositiveInfinity, ImageMetrics.Psnr([1, 2], [1, 2], 255));
    }

    [Fact]
    public void PccOfKnownImagesIsKnown()
    {
        // Deviations (-1.5, -.5, .5, 1.5) and (-1, -2, 1, 2): 6 / sqrt(5 × 10) = 0.848528137423857.
        Assert.Equal(0.848528137423857, ImageMetrics.Pcc([1, 2, 3, 4], [2, 1, 4, 5]), 1e-12);
    }

    [Fact]
    public void PccIgnoresGainAndOffsetAndTurnsWithTheSign() =>
        s_images.Sample(i =>
        {
            if (i.Image.Max() - i.Image.Min() < 1)
                return;
            Assert.Equal(1, ImageMetrics.Pcc(i.Image, [.. i.Image.Select(v => 2 * v + 3)]), 1e-5);
            Assert.Equal(-1, ImageMetrics.Pcc(i.Image, [.. i.Image.Select(v => 3 - 2 * v)]), 1e-5);
        });

    [Fact]
    public void PccOfAConstantImageIsNotDefined()
    {
        Assert.True(double.IsNaN(ImageMetrics.Pcc([1, 2, 3], [0.1f, 0.1f, 0.1f])));
        Assert.True(double.IsNaN(ImageMetrics.Pcc([5, 5, 5], [1, 2, 3])));
    }

    [Fact]
    public void MetricsNeedImagesOfOneSizeAndARange()
    {
        Assert.Throws<ArgumentException>(() => ImageMetrics.Psnr([1], [1, 2], 1));
        Assert.Throws<ArgumentException>(() => ImageMetrics.MeanSquaredError([], []));
        Assert.Throws<ArgumentException>(() => ImageMetrics.Pcc([], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageMetrics.Psnr([1], [1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => ImageMetrics.Psnr([1], [1], double.NaN));
    }
}
