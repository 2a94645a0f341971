using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using PostFocus.Simulation.Optics;

namespace PostFocus.Simulation.Tests.Optics;

public class FourierTransformTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(256)]
    public void ColumnsTransformAsMathNetTransformsThem(int n)
    {
        var field = RandomField(n);
        var column = new Complex[n];
        for (var y = 0; y < n; y++)
            column[y] = new Complex(field.Re[y * n + 3], field.Im[y * n + 3]);
        Fourier.Forward(column, FourierOptions.AsymmetricScaling);

        new FourierTransform(n).Columns(field.Re, field.Im, n, 0, n);

        for (var y = 0; y < n; y++)
        {
            Assert.Equal(column[y].Real, field.Re[y * n + 3], 1e-4);
            Assert.Equal(column[y].Imaginary, field.Im[y * n + 3], 1e-4);
        }
    }

    [Theory]
    [InlineData(16)]
    [InlineData(128)]
    public void InverseUndoesForward(int n)
    {
        var field = RandomField(n);
        var (re, im) = ((float[])field.Re.Clone(), (float[])field.Im.Clone());
        var transform = new FourierTransform(n);

        transform.Forward(field);
        transform.Inverse(field);

        for (var i = 0; i < re.Length; i++)
        {
            Assert.Equal(re[i], field.Re[i], 1e-5f);
            Assert.Equal(im[i], field.Im[i], 1e-5f);
        }
    }

    [Fact]
    public void ALengthThatIsNoPowerOfTwoIsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FourierTransform(112));

    private static ComplexField RandomField(int n)
    {
        var random = new SimulationRandom(1, 0, 0);
        var field = new ComplexField(n);
        for (var i = 0; i < n * n; i++)
            (field.Re[i], field.Im[i]) = ((float)random.Uniform(-1, 1), (float)random.Uniform(-1, 1));
        return field;
    }
}
