using System.Numerics;

namespace PostFocus.Imaging.Tests.Fourier;

/// <summary>The discrete Fourier transform as it is defined.</summary>
internal static class Spectrum
{
    public static Complex[] Of(Complex[] values) =>
        [
            .. values.Select(
                (_, k) =>
                    values
                        .Select(
                            (value, j) =>
                                value * Complex.FromPolarCoordinates(1, -2 * Math.PI * ((long)j * k % values.Length) / values.Length)
                        )
                        .Aggregate(Complex.Add)
            ),
        ];

    /// <summary>Of both axes of a plane, [row, column].</summary>
    public static Complex[] Of(Complex[] values, int height, int width)
    {
        var rows = values.Chunk(width).Select(Of).ToArray();
        var columns = Enumerable.Range(0, width).Select(x => Of([.. rows.Select(row => row[x])])).ToArray();
        return [.. Enumerable.Range(0, height).SelectMany(y => columns.Select(column => column[y]))];
    }
}
