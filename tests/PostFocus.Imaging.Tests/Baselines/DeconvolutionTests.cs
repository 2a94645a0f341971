using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Tests.Helpers;
using static PostFocus.Imaging.Tests.Helpers.GoldenPair;

namespace PostFocus.Imaging.Tests.Baselines;

public class DeconvolutionTests
{
    private const int Side = 64;

    private static readonly PointSpread s_point = PointSpread.Gaussian(0);

    /* psf = np.exp(-(np.arange(-3, 4)**2)[:, None]/2 - np.arange(-2, 3)[None]**2/4.5) * (1 + .1*np.arange(-2, 3)[None]); psf /= psf.sum()
       np.pad(.., 'symmetric') is the continuation by reflection:
       restoration.wiener(np.pad(t, ((0, 36), (0, 56)), 'symmetric'), psf, 0.01, clip=False)[:36, :56][[0, 14, 22, 35], [0, 16, 40, 55]]
       m = 60 # more than five iterations reach
       restoration.richardson_lucy(np.pad(t, m, 'symmetric'), psf, num_iter=5, clip=False)[m:-m, m:-m][[0, 14, 22, 35], [0, 16, 40, 55]]
    */
    private static readonly PointSpread s_golden = new(
        7,
        5,
        [
            .. Enumerable
                .Range(0, 35)
                .Select(i => (Y: i / 5 - 3, X: i % 5 - 2))
                .Select(p => Math.Exp(-p.Y * p.Y / 2.0 - p.X * p.X / 4.5) * (1 + 0.1 * p.X)),
        ]
    );

    [Fact]
    public void WienersImageIsScikitImages() =>
        AssertGolden(
            [98.44145717, 163.8877192, 53.17630596, 96.91431928],
            208752.68500742942,
            Deconvolution.Wiener(Truth(), Height, Width, s_golden, 0.01)
        );

    [Fact]
    public void RichardsonsAndLucysImageIsScikitImages() =>
        AssertGolden(
            [99.66474653, 163.85413669, 54.4846551, 95.95352966],
            208754.96993199812,
            Deconvolution.RichardsonLucy(Truth(), Height, Width, s_golden, 5)
        );

    [Fact]
    public void APointLeavesTheImage()
    {
        AssertNear(Truth(), Deconvolution.Wiener(Truth(), Height, Width, s_point, 1e-12), 1e-3);
        AssertNear(Truth(), Deconvolution.RichardsonLucy(Truth(), Height, Width, s_point, 3), 1e-3);
    }

    [Fact]
    public void ABlurWithoutNoiseIsUndoneInPart()
    {
        float[] sharp = Light(0),
            blurred = Light(2);
        // The scene's own blur beyond the border is not a reflection; that error stays.
        var before = ImageMetrics.Psnr(sharp, blurred, 4);
        Assert.True(ImageMetrics.Psnr(sharp, Deconvolution.Wiener(blurred, Side, Side, PointSpread.Gaussian(2), 1e-3), 4) > before + 3);
        Assert.True(
            ImageMetrics.Psnr(sharp, Deconvolution.RichardsonLucy(blurred, Side, Side, PointSpread.Gaussian(2), 30), 4) > before + 3
        );
    }

    [Fact]
    public void TheMeanStays()
    {
        var mean = Light(2).Average();
        Assert.Equal(mean, Deconvolution.Wiener(Light(2), Side, Side, PointSpread.Gaussian(2), 0.1).Average(), 1e-4);
        Assert.Equal(mean, Deconvolution.RichardsonLucy(Light(2), Side, Side, PointSpread.Gaussian(2), 5).Average(), 1e-4);
    }

    [Fact]
    public void TheFittedSpreadIsTheOneThatBlurred()
    {
        var fit = new GaussianSpreadFit();
        for (var seed = 1; seed <= 3; seed++)
            fit.Add(Scene(seed, 0, 0), Scene(seed, 2.5, 0.1), Side, Side);
        Assert.Equal(3, fit.Pairs);
        Assert.Equal(2.5, fit.Sigma(), 0.1);
    }

    [Fact]
    public void PairsOfEqualFramesNeedNoSpread()
    {
        var fit = new GaussianSpreadFit();
        fit.Add(Truth(), Truth(), Height, Width);
        Assert.Equal(0, fit.Sigma(), 0.01);
        Assert.Throws<InvalidOperationException>(() => new GaussianSpreadFit().Sigma());
    }

    [Fact]
    public void WhereContrastHasTurnedRoundTheWidestSpreadIsLeast()
    {
        var fit = new GaussianSpreadFit();
        fit.Add(Truth(), [.. Truth().Select(v => -v)], Height, Width);
        Assert.Equal(GaussianSpreadFit.MostSigma, fit.Sigma(), 0.1);
    }

    [Fact]
    public void WhatIsNoLightOrNoSpreadIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Deconvolution.RichardsonLucy([1, -1], 1, 2, s_point, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Deconvolution.RichardsonLucy([1, 1], 1, 2, s_point, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Deconvolution.Wiener([1, 1], 1, 2, s_point, 0));
        Assert.Throws<ArgumentException>(() => new PointSpread(2, 1, [1, 1]));
        Assert.Throws<ArgumentException>(() => new PointSpread(1, 3, [0, 0, 0]));
        Assert.Throws<ArgumentException>(() => new PointSpread(1, 3, [1, -1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PointSpread.Gaussian(-1));
    }

    private static float[] Light(double blur) => [.. Scene(1, blur, 0).Select(v => v + 4)];

    private static float[] Scene(int seed, double blur, double noise) =>
        new BlobScene(Side, Side, seed).Frame(blur: blur, noise: noise).Counts;

    private static void AssertGolden(double[] pixels, double sum, float[] image)
    {
        (int Y, int X)[] places = [(0, 0), (14, 16), (22, 40), (35, 55)];
        for (var i = 0; i < places.Length; i++)
            Assert.Equal(pixels[i], image[places[i].Y * Width + places[i].X], 2e-5);
        Assert.Equal(sum, image.Sum(v => (double)v), 1e-3);
    }

    private static void AssertNear(float[] expected, float[] actual, double tolerance)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], tolerance);
    }
}
