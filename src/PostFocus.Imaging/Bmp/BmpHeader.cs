using System.Buffers.Binary;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Bmp;

/// <summary>How the pixels of a BMP file are stored.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Bits">Bits of a pixel.</param>
/// <param name="TopDown">Whether the first row in the file is the top one; usually it is the bottom one.</param>
/// <param name="Compression">0, or one of the constants.</param>
/// <param name="Pixels">Offset of the pixels in the file.</param>
/// <param name="Colours">Bits of red, green and blue, and of alpha where it is declared, in a pixel of 16 to 32 bits.</param>
/// <param name="Palette">Grey of each palette entry, −1 for a colour; null where the pixels are not indices.</param>
internal sealed record BmpHeader(
    int Height,
    int Width,
    int Bits,
    bool TopDown,
    int Compression,
    long Pixels,
    BmpMasks Colours,
    int[]? Palette
)
{
    public const int RunLength8 = 1,
        RunLength4 = 2,
        Bitfields = 3,
        Jpeg = 4,
        Png = 5,
        AlphaBitfields = 6;

    private const int FileHeaderBytes = 14,
        CoreBytes = 12,
        InfoBytes = 40,
        MostHeaderBytes = 124;

    public PixelType PixelType => Palette is null && Colours.GreyBits > 8 ? PixelType.UInt16 : PixelType.UInt8;

    public bool IsRunLength => Compression is RunLength8 or RunLength4;

    /// <summary>Bytes from one row to the next: a multiple of four.</summary>
    public long Stride => ((long)Width * Bits + 31) / 32 * 4;

    /// <summary>Bytes of a row that hold pixels.</summary>
    public int RowBytes => (int)(((long)Width * Bits + 7) / 8);

    /// <summary>Where a row of the image begins in the file.</summary>
    public long RowOffset(int y) => Pixels + (TopDown ? y : Height - 1 - y) * Stride;

    public static BmpHeader Read(Stream stream, string path)
    {
        // The masks of an old header stand behind it.
        var start = new byte[FileHeaderBytes + MostHeaderBytes + 16];
        stream.Position = 0;
        var got = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var length = got < FileHeaderBytes + 4 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(FileHeaderBytes));
        if (got < FileHeaderBytes + length || length == 0)
            throw Damaged(path, $"it ends at byte {stream.Length}, within its header");
        if (length is not (CoreBytes or InfoBytes or 52 or 56 or 108 or MostHeaderBytes))
            throw new FrameFormatException(
                path,
                0,
                $"its header has {length} bytes, which is not a Windows BMP header. Save it again, for example as TIFF."
            );

        var core = length == CoreBytes;
        var info = start.AsSpan(FileHeaderBytes);
        long width = core ? Short(info, 4) : Int(info, 4),
            signedHeight = core ? Short(info, 6) : Int(info, 8),
            height = Math.Abs(signedHeight);
        int bits = Short(info, core ? 10 : 14),
            compression = core ? 0 : Int(info, 16);
        if (width <= 0 || height == 0)
            throw Damaged(path, $"it claims {height} × {width} pixels (height × width)");
        if (SampleLimits.TooLarge(height, width) is { } tooLarge)
            throw new FrameFormatException(path, 0, tooLarge);
        CheckKind(bits, compression, path);

        var behind = FileHeaderBytes + (int)length;
        var masks = BmpMasks.Default(bits);
        if (compression is Bitfields or AlphaBitfields)
        {
            var hasAlpha = length >= 56 || (length == InfoBytes && compression == AlphaBitfields);
            masks = new BmpMasks(UInt(info, 40), UInt(info, 44), UInt(info, 48), hasAlpha ? UInt(info, 52) : 0);
            if (length == InfoBytes)
                behind += compression == AlphaBitfields ? 16 : 12;
        }
        if (bits > 8 && !masks.AreValid(bits))
            throw Damaged(path, $"its colour masks are {masks}");

        long pixels = BinaryPrimitives.ReadUInt32LittleEndian(start.AsSpan(10));
        if (pixels < behind || pixels >= stream.Length)
            throw Damaged(
                path,
                $"its pixels should begin at byte {pixels}, but its header ends at byte {behind} and the file at byte {stream.Length}"
            );
        var palette = bits <= 8 ? ReadPalette(stream, path, behind, pixels, bits, core ? 0 : UInt(info, 32), core ? 3 : 4) : null;
        var header = new BmpHeader((int)height, (int)width, bits, signedHeight < 0, compression, pixels, masks, palette);
        // The padding of the last row may be missing.
        if (!header.IsRunLength && pixels + (height - 1) * header.Stride + header.RowBytes > stream.Length)
            throw Damaged(
                path,
                $"its pixels need {height} rows of {header.Stride} bytes from byte {pixels} on, but the file ends at byte {stream.Length}"
            );
        return header;
    }

    public static FrameFormatException Damaged(string path, string what) =>
        new(path, 0, $"{what}. The file is truncated or damaged: copy or export it again.");

    private static void CheckKind(int bits, int compression, string path)
    {
        if (compression is Jpeg or Png)
            throw new FrameFormatException(
                path,
                0,
                $"its pixels are a {(compression == Jpeg ? "JPEG" : "PNG")} stream within the BMP, as for printers. Save it as TIFF or PNG."
            );
        var known = compression switch
        {
            0 => bits is 1 or 4 or 8 or 16 or 24 or 32,
            RunLength8 => bits == 8,
            RunLength4 => bits == 4,
            Bitfields or AlphaBitfields => bits is 16 or 32,
            _ => false,
        };
        if (!known)
            throw Damaged(path, $"its header names {bits} bits a pixel with compression {compression}, which BMP does not know");
    }

    /// <summary>Entries are blue, green, red, and in all but the oldest files a byte without meaning.</summary>
    private static int[] ReadPalette(Stream stream, string path, int offset, long pixels, int bits, uint used, int entryBytes)
    {
        var entries = used == 0 ? 1L << bits : used;
        // Oldest files may have fewer entries than indices: what lies between header and pixels is the palette.
        entries = Math.Min(entries, (pixels - offset) / entryBytes);
        if (entries == 0 || entries > 1 << bits)
            throw Damaged(path, $"its palette of {entries} colours cannot be that of {bits}-bit pixels");
        var bytes = new byte[entries * entryBytes];
        stream.Position = offset;
        stream.ReadExactly(bytes);
        return [.. bytes.Chunk(entryBytes).Select(e => e[0] == e[1] && e[1] == e[2] ? e[0] : -1)];
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static int Int(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);

    private static uint UInt(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
