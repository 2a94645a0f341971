using System.Globalization;
using System.Text.Json;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Zarr;

/// <summary>The numbers of a Zarr array.</summary>
internal static class ZarrType
{
    /// <summary>From version 2, such as "&lt;u2": byte order, kind, bytes.</summary>
    public static (PixelType Type, bool BigEndian)? Parse2(string text)
    {
        if (text.Length != 3 || text[0] is not ('<' or '>' or '|') || !char.IsAsciiDigit(text[2]))
            return null;
        return Find(text[1], (text[2] - '0') * 8) is { } type ? (type, text[0] == '>') : null;
    }

    /// <summary>From version 3, such as "uint16".</summary>
    public static PixelType? Parse3(string text)
    {
        var digits = text.AsSpan().IndexOfAnyInRange('0', '9');
        return digits > 0 && int.TryParse(text.AsSpan(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            ? text[..digits] switch
            {
                "uint" => Find('u', bits),
                "int" => Find('i', bits),
                "float" => Find('f', bits),
                _ => null,
            }
            : null;
    }

    /// <summary>The count in place of chunks that are not stored; null where it cannot be one of the type.</summary>
    public static float? Fill(JsonElement? fill, PixelType type)
    {
        var kind = SampleKind.Of(type);
        var value = fill is null ? 0 : fill.Number() ?? (fill.Text() is { } text && !kind.IsInteger ? Special(text, kind.Bits) : null);
        if (value is not { } number)
            return null;
        var count = (float)number;
        return kind.IsInteger && (count != number || !kind.Holds(count)) ? null : kind.Round(count);
    }

    public static void Swap(Span<byte> samples, int sampleBytes)
    {
        for (var i = 0; sampleBytes > 1 && i < samples.Length; i += sampleBytes)
            samples.Slice(i, sampleBytes).Reverse();
    }

    private static PixelType? Find(char kind, int bits) =>
        kind switch
        {
            'u' => SampleKind.Find(bits, SampleFormat.UINT),
            'i' => SampleKind.Find(bits, SampleFormat.INT),
            'f' => SampleKind.Find(bits, SampleFormat.IEEEFP),
            _ => null,
        };

    /// <summary>Not a number, the infinities, or the bits of a float in hexadecimal digits.</summary>
    private static double? Special(string text, int bits)
    {
        switch (text)
        {
            case "NaN":
                return double.NaN;
            case "Infinity":
                return double.PositiveInfinity;
            case "-Infinity":
                return double.NegativeInfinity;
        }
        if (
            !text.StartsWith("0x", StringComparison.Ordinal)
            || text.Length != 2 + bits / 4
            || !ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var raw)
        )
            return null;
        return bits switch
        {
            16 => (double)BitConverter.UInt16BitsToHalf((ushort)raw),
            32 => BitConverter.UInt32BitsToSingle((uint)raw),
            _ => BitConverter.UInt64BitsToDouble(raw),
        };
    }
}
