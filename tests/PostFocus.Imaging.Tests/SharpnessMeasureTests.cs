using CsCheck;
using PostFocus.Imaging.Focus;

namespace PostFocus.Imaging.Tests;

public class SharpnessMeasureTests
{
    private const int Height = 24,
        Width = 40;

    private static readonly Gen<float[]> s_images = Gen.Float[-100, 100].Array[12 * 17];

    /* Golden values, made by NumPy and SciPy:
        y, x = np.mgrid[:24, :40]
        I = np.float32(100 + 20 * np.sin(0.5 * x + 0.1 * y) + 10 * np.cos(0.9 * y) + (x * 7 + y * 13) % 11).astype(float)
        v = lambda k: signal.correlate2d(I, np.array(k), mode='valid')
        brenner = np.mean((I[:, 2:] - I[:, :-2])**2) + np.mean((I[2:] - I[:-2])**2)
        laplacian = np.var(v([[0, 1, 0], [1, -4, 1], [0, 1, 0]]))
        d = I - I.mean()
        f4 = lambda d: np.mean(d[:, :-2] * (d[:, 1:-1] - d[:, 2:]));  (f4(d) + f4(d.T)) / 2
        f5 = lambda d: np.mean(d[:, :-1] * d[:, 1:]);  (f5(d) + f5(d.T)) / 2
        g = np.concatenate([gx.ravel(), gy.ravel()])  # Sobel;  np.mean(g**4) / np.mean(g**2)**2
        w = np.outer(signal.get_window('hann', 16), signal.get_window('hann', 16))
        P = sum(abs(np.fft.fft2((T - T.mean()) * w))**2 for T in tiles of 16 at rows 0, 8 and columns 0, 8, 16, 24)
        f = np.hypot(*np.meshgrid(np.fft.fftfreq(16), np.fft.fftfreq(16)));  P[f >= 1/4].sum() / P[f > 0].sum()
    */
    private static float[] Golden() =>
        [
            .. Enumerable
                .Range(0, Height * Width)
                .Select(i => (X: i % Width, Y: i / Width))
                .Select(p => (float)(100 + 20 * Math.Sin(0.5 * p.X + 0.1 * p.Y) + 10 * Math.Cos(0.9 * p.Y) + (p.X * 7 + p.Y * 13) % 11)),
        ];

    [Fact]
    public void MeasuresAreNumPys()
    {
        var image = Golden();
        Near(5192.512454124617, SharpnessMeasures.Tenengrad(image, Height, Width));
        Near(367.9073843182957, SharpnessMeasures.Brenner(image, Height, Width));
        Near(260.8623066549958, SharpnessMeasures.LaplacianVariance(image, Height, Width));
        Near(261.29611221027443, SharpnessMeasures.Variance(image));
        Near(0.023075707165424616, SharpnessMeasures.NormalizedVariance(image));
        Near(58.469914612072444, SharpnessMeasures.VollathF4(image, Height, Width));
        Near(227.39554139621362, SharpnessMeasures.VollathF5(image, Height, Width));
        Near(1.6966385872109035, SharpnessMeasures.GradientKurtosis(image, Height, Width));
        var shares = SharpnessMeasures.SpectrumShares(image, Height, Width);
        Near(0.9651967679123068, shares.Middle);
        Near(0.03480323208769345, shares.High);

        static void Near(double expected, double actual) => Assert.Equal(expected, actual, 1e-6 * expected);
    }

    [Fact]
    public void AnOffsetChangesNothingAndGainOnlyTheUnit() =>
        s_images.Sample(image =>
        {
            float[] changed = [.. image.Select(v => 2 * v + 64)];
            var (one, other) = (Measures(image), Measures(changed));
            for (var i = 0; i < one.Length; i++)
                Assert.Equal(one[i], other[i], 1e-4 * (1 + Math.Abs(one[i])));
        });

    [Fact]
    public void TheTransposedImageMeasuresTheSame() =>
        s_images.Sample(image =>
        {
            float[] transposed = [.. Enumerable.Range(0, image.Length).Select(i => image[i % 12 * 17 + i / 12])];
            var (one, other) = (Measures(image), Measures(transposed, 17, 12));
            for (var i = 0; i < one.Length; i++)
                Assert.Equal(one[i], other[i], 1e-9 * (1 + Math.Abs(one[i])));
        });

    [Fact]
    public void SharesOfPowerSumToOne() =>
        s_images.Sample(image =>
        {
            var shares = SharpnessMeasures.SpectrumShares(image, 12, 17);
            Assert.InRange(Math.Min(shares.Low, Math.Min(shares.Middle, shares.High)), 0, 1);
            Assert.Equal(image.Distinct().Count() > 1 ? 1 : 0, shares.Low + shares.Middle + shares.High, 1e-9);
        });

    [Theory]
    [InlineData(24, 0)] // 1/24 cycles/pixel
    [InlineData(8, 1)]
    [InlineData(3, 2)]
    public void AWaveHasItsPowerInItsBand(int period, int band)
    {
        float[] image = [.. Enumerable.Range(0, 96 * 80).Select(i => MathF.Sin(2 * MathF.PI * (i % 80) / period))];
        var shares = SharpnessMeasures.SpectrumShares(image, 96, 80);
        Assert.True(new[] { shares.Low, shares.Middle, shares.High }[band] > 0.9);
    }

    [Fact]
    public void AConstantImageMeasuresNothing()
    {
        float[] image = [.. Enumerable.Repeat(7f, 12 * 17)];
        Assert.Equal(0, SharpnessMeasures.Brenner(image, 12, 17));
        Assert.Equal(0, SharpnessMeasures.LaplacianVariance(image, 12, 17));
        Assert.Equal(0, SharpnessMeasures.GradientKurtosis(image, 12, 17));
        Assert.Equal(0, SharpnessMeasures.NormalizedVariance(image));
        Assert.Equal(default, SharpnessMeasures.SpectrumShares(image, 12, 17));
    }

    [Fact]
    public void ImagesThatAreTooSmallAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpnessMeasures.SpectrumShares(new float[7 * 9], 7, 9));
        Assert.Throws<ArgumentOutOfRangeException>(() => SharpnessMeasures.Brenner(new float[6], 2, 3));
        Assert.Throws<ArgumentException>(() => SharpnessMeasures.VollathF4(new float[10], 3, 3));
        Assert.Throws<ArgumentException>(() => SharpnessMeasures.Variance([]));
    }

    /// <summary>The measures that are pure numbers, or made so by the variance.</summary>
    private static double[] Measures(float[] image, int height = 12, int width = 17)
    {
        var variance = SharpnessMeasures.Variance(image) is var v && v > 1e-3 ? v : double.PositiveInfinity;
        var shares = SharpnessMeasures.SpectrumShares(image, height, width);
        return
        [
            SharpnessMeasures.Brenner(image, height, width) / variance,
            SharpnessMeasures.LaplacianVariance(image, height, width) / variance,
            SharpnessMeasures.VollathF4(image, height, width) / variance,
            SharpnessMeasures.VollathF5(image, height, width) / variance,
            SharpnessMeasures.GradientKurtosis(image, height, width),
            shares.Low,
            shares.Middle,
            shares.High,
        ];
    }
}
