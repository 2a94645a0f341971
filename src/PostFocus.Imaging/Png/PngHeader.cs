using System.Buffers.Binary;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Png;

/// <summary>How the pixels of a PNG file are stored (its IHDR chunk).</summary>
internal readonly record struct PngHeader(int Height, int Width, int BitDepth, int ColourType)
{
    public const int Grey = 0,
        Rgb = 2,
        Palette = 3,
        GreyAlpha = 4,
        Rgba = 6;

    /// <summary>Samples of a pixel, with alpha.</summary>
    public int Channels =>
        ColourType switch
        {
            Rgb => 3,
            GreyAlpha => 2,
            Rgba => 4,
            _ => 1,
        };

    public bool HasAlpha => ColourType is GreyAlpha or Rgba;

    public PixelType PixelType => BitDepth == 16 ? PixelType.UInt16 : PixelType.UInt8;

    /// <summary>Bytes of a row, without its filter byte.</summary>
    public int RowBytes => (int)(((long)Width * Channels * BitDepth + 7) / 8);

    /// <summary>Bytes to the left that a filter looks at.</summary>
    public int FilterDistance => Math.Max(1, Channels * BitDepth / 8);

    public static PngHeader Read(PngChunk chunk, string path)
    {
        var data = chunk.Data.Span;
        if (chunk.Name != "IHDR" || data.Length != 13)
            throw PngChunk.Damaged(path, "it does not begin with a PNG header");
        uint width = BinaryPrimitives.ReadUInt32BigEndian(data),
            height = BinaryPrimitives.ReadUInt32BigEndian(data[4..]);
        if (width == 0 || height == 0)
            throw PngChunk.Damaged(path, $"it claims {height} × {width} pixels (height × width)");
        if (SampleLimits.TooLarge(height, width) is { } tooLarge)
            throw new FrameFormatException(path, 0, tooLarge);
        int bits = data[8],
            colour = data[9];
        var known = colour switch
        {
            Grey => bits is 1 or 2 or 4 or 8 or 16,
            Palette => bits is 1 or 2 or 4 or 8,
            Rgb or GreyAlpha or Rgba => bits is 8 or 16,
            _ => false,
        };
        if (!known || data[10] != 0 || data[11] != 0 || data[12] > 1)
            throw PngChunk.Damaged(
                path,
                $"its header names colour type {colour} at {bits} bits, compression {data[10]}, filter {data[11]}, interlace {data[12]}, which PNG does not know"
            );
        if (data[12] == 1)
            throw new FrameFormatException(path, 0, "it is interlaced (Adam7), which is not supported. Save it again without interlacing.");
        var header = new PngHeader((int)height, (int)width, bits, colour);
        // In 64 bits: such a row may be longer than an int can say.
        return ((long)width * header.Channels * bits + 7) / 8 * height <= SampleLimits.MostBytes
            ? header
            : throw new FrameFormatException(path, 0, "it is too large to decode. Export one grey channel, or cut it into fields of view.");
    }

    public PngChunk ToChunk()
    {
        var data = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(data, Width);
        BinaryPrimitives.WriteInt32BigEndian(data.AsSpan(4), Height);
        data[8] = (byte)BitDepth;
        data[9] = (byte)ColourType;
        return new PngChunk("IHDR", data);
    }
}
