using System.Numerics;
using PostFocus.Imaging.Fourier;

namespace PostFocus.Imaging.Tests.Fourier;

public class FourierTransformTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(256)]
    public void AColumnBecomesItsSpectrum(int n)
    {
        var (re, im) = RandomField(n);
        var column = Enumerable.Range(0, n).Select(y => new Complex(re[y * n + 3], im[y * n + 3]));
        var expected = Spectrum.Of([.. column]);

        new FourierTransform<float>(n).Columns(re, im, n, 0, n);

        for (var y = 0; y < n; y++)
        {
            Assert.Equal(expected[y].Real, re[y * n + 3], 1e-4);
            Assert.Equal(expected[y].Imaginary, im[y * n + 3], 1e-4);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(128)]
    public void InverseUndoesForward(int n)
    {
        var (re, im) = RandomField(n);
        var (originalRe, originalIm) = ((float[])re.Clone(), (float[])im.Clone());
        var transform = new FourierTransform<float>(n);

        transform.Forward(re, im);
        transform.Inverse(re, im);

        for (var i = 0; i < re.Length; i++)
        {
            Assert.Equal(originalRe[i], re[i], 1e-5f);
            Assert.Equal(originalIm[i], im[i], 1e-5f);
        }
    }

    [Fact]
    public void ALengthThatIsNoPowerOfTwoIsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => new FourierTransform<float>(112));

    [Fact]
    public void ColumnsThatDoNotFillVectorsAreRefused() =>
        Assert.Throws<ArgumentException>(() => new FourierTransform<float>(16).Columns(new float[16 * 17], new float[16 * 17], 17, 0, 17));

    private static (float[] Re, float[] Im) RandomField(int n)
    {
        var random = new Random(1);
        return (Values(), Values());

        float[] Values() => [.. Enumerable.Range(0, n * n).Select(_ => 2 * random.NextSingle() - 1)];
    }
}
