using System.Numerics;
using PostFocus.Imaging.Fourier;

namespace PostFocus.Imaging.Tests.Fourier;

public class PlaneSpectrumTests
{
    [Theory]
    [InlineData(16, 16)]
    [InlineData(8, 2)]
    [InlineData(1, 1)]
    [InlineData(6, 64)]
    [InlineData(2, 34)]
    [InlineData(37, 26)]
    [InlineData(128, 97)]
    [Trait("Speed", "Slow")]
    public void APlaneOfAnySizeBecomesItsSpectrum(int height, int width)
    {
        var values = Values(height * width);
        var expected = Spectrum.Of(values, height, width);

        PlaneSpectrum.Forward(values, height, width);

        Assert.All(values.Zip(expected), pair => Assert.Equal(0, (pair.First - pair.Second).Magnitude, 1e-10));
    }

    [Theory]
    [InlineData(64, 32)]
    [InlineData(2044, 6)]
    [InlineData(3, 1)]
    public void InverseUndoesForwardUpToTheNumberOfPixels(int height, int width)
    {
        var original = Values(height * width);
        var values = (Complex[])original.Clone();

        PlaneSpectrum.Forward(values, height, width);
        PlaneSpectrum.Inverse(values, height, width);

        Assert.All(values.Zip(original), pair => Assert.Equal(0, (pair.First / values.Length - pair.Second).Magnitude, 1e-13));
    }

    private static Complex[] Values(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5))];
    }
}
