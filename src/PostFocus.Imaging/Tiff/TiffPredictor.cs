using System.Numerics;
using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tiff;

/// <summary>
/// The predictors of TIFF: a row is stored as differences, which compress better (TIFF 6.0 section 14; Adobe
/// Photoshop TIFF Technical Note 3 for floats).
/// </summary>
/// <remarks>
/// LibTiff knows them for some sizes of samples only, and applies them to already swapped samples when it writes the
/// byte order that is not the machine's. So they are applied here, and LibTiff only swaps and compresses.
/// </remarks>
internal static class TiffPredictor
{
    /// <summary>Takes samples to differences.</summary>
    /// <param name="predictor">Which one; none leaves the row alone.</param>
    /// <param name="row">One row of samples in the machine's byte order.</param>
    /// <param name="sampleBytes">Bytes of a sample.</param>
    /// <param name="channels">Samples of a pixel: differences are taken within a channel.</param>
    /// <param name="swapped">Whether LibTiff will swap the bytes of each sample.</param>
    public static void Apply(Predictor predictor, Span<byte> row, int sampleBytes, int channels, bool swapped)
    {
        if (predictor == Predictor.HORIZONTAL)
        {
            ByIntegers(row, sampleBytes, channels, new Difference());
        }
        else if (predictor == Predictor.FLOATINGPOINT)
        {
            ToPlanes(row, sampleBytes);
            new Difference().Take(row, channels);
            SwapBack(row, sampleBytes, swapped);
        }
    }

    /// <summary>Takes differences back to samples in the machine's byte order.</summary>
    /// <inheritdoc cref="Apply"/>
    public static void Undo(Predictor predictor, Span<byte> row, int sampleBytes, int channels)
    {
        if (predictor == Predictor.HORIZONTAL)
        {
            ByIntegers(row, sampleBytes, channels, new Sum());
        }
        else if (predictor == Predictor.FLOATINGPOINT)
        {
            new Sum().Take(row, channels);
            FromPlanes(row, sampleBytes);
        }
    }

    /// <summary>Floats are taken as if they were integers.</summary>
    private static void ByIntegers<TStep>(Span<byte> row, int sampleBytes, int channels, TStep step)
        where TStep : IStep
    {
        switch (sampleBytes)
        {
            case 1:
                step.Take(row, channels);
                break;
            case 2:
                step.Take(MemoryMarshal.Cast<byte, ushort>(row), channels);
                break;
            case 4:
                step.Take(MemoryMarshal.Cast<byte, uint>(row), channels);
                break;
            default:
                step.Take(MemoryMarshal.Cast<byte, ulong>(row), channels);
                break;
        }
    }

    /// <summary>All first bytes of the samples, then all second bytes, …, most significant first.</summary>
    private static void ToPlanes(Span<byte> row, int sampleBytes)
    {
        var original = row.ToArray();
        var samples = row.Length / sampleBytes;
        for (var s = 0; s < samples; s++)
        for (var b = 0; b < sampleBytes; b++)
            row[b * samples + s] = original[s * sampleBytes + InMachine(b, sampleBytes)];
    }

    private static void FromPlanes(Span<byte> row, int sampleBytes)
    {
        var original = row.ToArray();
        var samples = row.Length / sampleBytes;
        for (var s = 0; s < samples; s++)
        for (var b = 0; b < sampleBytes; b++)
            row[s * sampleBytes + InMachine(b, sampleBytes)] = original[b * samples + s];
    }

    /// <summary>Where the machine keeps byte b of a sample, counted from the most significant.</summary>
    private static int InMachine(int b, int sampleBytes) => BitConverter.IsLittleEndian ? sampleBytes - 1 - b : b;

    /// <summary>Planes of bytes have no byte order: this takes back what LibTiff swaps.</summary>
    private static void SwapBack(Span<byte> row, int sampleBytes, bool swapped)
    {
        for (var start = 0; swapped && start < row.Length; start += sampleBytes)
            row.Slice(start, sampleBytes).Reverse();
    }

    private interface IStep
    {
        void Take<T>(Span<T> row, int channels)
            where T : IBinaryInteger<T>;
    }

    private readonly struct Difference : IStep
    {
        public void Take<T>(Span<T> row, int channels)
            where T : IBinaryInteger<T>
        {
            for (var i = row.Length - 1; i >= channels; i--)
                row[i] = unchecked(row[i] - row[i - channels]);
        }
    }

    private readonly struct Sum : IStep
    {
        public void Take<T>(Span<T> row, int channels)
            where T : IBinaryInteger<T>
        {
            if (channels == 1)
            {
                // What was just stored would be waited for.
                var sum = T.Zero;
                foreach (ref var value in row)
                    value = sum = unchecked(sum + value);
                return;
            }
            for (var i = channels; i < row.Length; i++)
                row[i] = unchecked(row[i] + row[i - channels]);
        }
    }
}
