namespace PostFocus.Simulation.Optics;

/// <summary>A square complex field, axes [y, x], real and imaginary parts apart so that arithmetic vectorises.</summary>
internal sealed class ComplexField(int size)
{
    public int Size { get; } = size;
    public float[] Re { get; } = new float[size * size];
    public float[] Im { get; } = new float[size * size];
}
