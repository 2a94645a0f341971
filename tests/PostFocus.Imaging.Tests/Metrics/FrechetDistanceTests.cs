using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.Tests.Metrics;

public class FrechetDistanceTests
{
    /* k, d = np.mgrid[:40, :6].astype(float)
       a = np.float32(np.sin(1.3*k*(d+1)) + 0.1*d*np.cos(k)).astype(float)
       b = np.float32(0.3 + 0.8*np.sin(0.9*k*(d+1) + d) + 0.2*np.cos(k*d)).astype(float)
       ca, cb = np.cov(a.T), np.cov(b.T)
       ((a.mean(0) - b.mean(0))**2).sum() + np.trace(ca + cb - 2*linalg.sqrtm(ca @ cb).real)
    */
    [Fact]
    public void DistanceIsThatOfSciPysMatrixRoot() => Assert.Equal(1.0326361487690283, FrechetDistance.Between(A(), B()), 1e-9);

    [Fact]
    public void DistanceToItselfIsNoneAndEitherWayTheSame()
    {
        Assert.Equal(0, FrechetDistance.Between(A(), A()), 1e-9);
        Assert.Equal(FrechetDistance.Between(A(), B()), FrechetDistance.Between(B(), A()), 1e-9);
    }

    [Fact]
    public void AnOffsetCountsWithItsSquare()
    {
        var moved = A().Select(v => (float[])[.. v.Select(x => x + 2)]);
        Assert.Equal(6 * 4, FrechetDistance.Between(A(), moved), 1e-5);
    }

    [Fact]
    public void FewerVectorsThanFeaturesAreEnough() => Assert.True(FrechetDistance.Between(A().Take(3), B().Take(4)) is > 0 and < 100);

    [Fact]
    public void SetsThatHaveNoCovarianceAreRefused()
    {
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(A().Take(1), B()));
        Assert.Throws<ArgumentException>(() => FrechetDistance.Between(A(), B().Select(v => v[..5])));
        Assert.Throws<ArgumentException>(() => new FeatureGaussian().Add([]));
        Assert.Throws<ArgumentException>(() => new FeatureGaussian().Add([1, float.NaN]));
    }

    private static IEnumerable<float[]> A() => Vectors((k, d) => Math.Sin(1.3 * k * (d + 1)) + 0.1 * d * Math.Cos(k));

    private static IEnumerable<float[]> B() => Vectors((k, d) => 0.3 + 0.8 * Math.Sin(0.9 * k * (d + 1) + d) + 0.2 * Math.Cos(k * d));

    private static IEnumerable<float[]> Vectors(Func<int, int, double> value) =>
        Enumerable.Range(0, 40).Select(k => (float[])[.. Enumerable.Range(0, 6).Select(d => (float)value(k, d))]);
}
