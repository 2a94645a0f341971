using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>
/// The predictors of TIFF: a row is stored as differences, which compress better (TIFF 6.0 section 14; Adobe
/// Photoshop TIFF Technical Note 3 for floats).
/// </summary>
/// <remarks>
/// LibTiff reads them rightly in both byte orders, but applies them to already swapped samples when it writes the byte
/// order that is not the machine's. So they are applied here, and LibTiff only swaps and compresses.
/// </remarks>
internal static class TiffPredictor
{
    /// <param name="predictor">Which one; none leaves the row alone.</param>
    /// <param name="row">One row of samples in the machine's byte order.</param>
    /// <param name="sampleBytes">Bytes of a sample.</param>
    /// <param name="channels">Samples of a pixel: differences are taken within a channel.</param>
    /// <param name="swapped">Whether LibTiff will swap the bytes of each sample.</param>
    public static void Apply(Predictor predictor, Span<byte> row, int sampleBytes, int channels, bool swapped)
    {
        if (predictor == Predictor.HORIZONTAL)
            Horizontal(row, sampleBytes, channels);
        else if (predictor == Predictor.FLOATINGPOINT)
            FloatingPoint(row, sampleBytes, channels, swapped);
    }

    private static void Horizontal(Span<byte> row, int sampleBytes, int channels)
    {
        switch (sampleBytes)
        {
            case 1:
                Difference(row, channels);
                break;
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(row);
                for (var i = shorts.Length - 1; i >= channels; i--)
                    shorts[i] -= shorts[i - channels];
                break;
            default:
                // Floats are differenced as if they were integers.
                var integers = MemoryMarshal.Cast<byte, uint>(row);
                for (var i = integers.Length - 1; i >= channels; i--)
                    integers[i] -= integers[i - channels];
                break;
        }
    }

    /// <summary>All first bytes of the samples, then all second bytes, …, most significant first; then byte differences.</summary>
    private static void FloatingPoint(Span<byte> row, int sampleBytes, int channels, bool swapped)
    {
        var original = row.ToArray();
        var samples = row.Length / sampleBytes;
        for (var s = 0; s < samples; s++)
            for (var b = 0; b < sampleBytes; b++)
                row[b * samples + s] = original[s * sampleBytes + (BitConverter.IsLittleEndian ? sampleBytes - 1 - b : b)];
        Difference(row, channels);
        // The result has no byte order: take back in advance what LibTiff will swap.
        for (var s = 0; swapped && s < samples; s++)
            row.Slice(s * sampleBytes, sampleBytes).Reverse();
    }

    private static void Difference(Span<byte> row, int channels)
    {
        for (var i = row.Length - 1; i >= channels; i--)
            row[i] -= row[i - channels];
    }
}
