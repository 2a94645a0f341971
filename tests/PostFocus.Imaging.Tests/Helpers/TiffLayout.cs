using System.Runtime.InteropServices;
using System.Text;
using BitMiracle.LibTiff.Classic;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Makes TIFF files of many layouts, straight through LibTiff and not through the code under test.</summary>
internal sealed record TiffLayout
{
    public bool BigEndian { get; init; }
    public bool Big { get; init; }
    public Compression Compression { get; init; } = Compression.NONE;
    public Predictor Predictor { get; init; } = Predictor.NONE;
    public Photometric Photometric { get; init; } = Photometric.MINISBLACK;
    public int RowsPerStrip { get; init; } = 7;
    public int TileSide { get; init; }
    public int Channels { get; init; } = 1;
    public bool Planar { get; init; }
    public FillOrder FillOrder { get; init; } = FillOrder.MSB2LSB;

    /// <summary>The greys that samples stand for, as they are stored; null: no palette.</summary>
    public ushort[]? Palette { get; init; }

    /// <summary>The predictors that writers use for a pixel type.</summary>
    public static Predictor[] Predictors(PixelType type) =>
        type switch
        {
            PixelType.UInt12 => [Predictor.NONE],
            PixelType.Float16 or PixelType.Float32 or PixelType.Float64 => [Predictor.NONE, Predictor.FLOATINGPOINT],
            _ => [Predictor.NONE, Predictor.HORIZONTAL],
        };

    /// <summary>The first page's description, written as UTF-8; null: a usual one.</summary>
    public string? Description { get; init; }

    /// <summary>Pixels a unit, whichever.</summary>
    public double Resolution { get; init; } = 1.5384;

    /// <summary>Of lines, where it is another.</summary>
    public double? ResolutionOfLines { get; init; }

    /// <summary>The first page's tag Software; null: none.</summary>
    public string? Software { get; init; } = "a microscope";

    /// <summary>Writes pages with the usual tags, a user's own tag among them.</summary>
    public void Write(string path, params Frame[] pages)
    {
        WriteClassic(path, pages);
        if (Big)
            BigTiff.Convert(path);
    }

    private void WriteClassic(string path, Frame[] pages)
    {
        using var tiff = LibTiff.Open(path, BigEndian ? "wb" : "wl");
        for (var page = 0; page < pages.Length; page++)
        {
            WritePixels(tiff, pages[page]);
            // LibTiff writes a string as Latin-1: a character a byte.
            tiff.SetField(
                TiffTag.IMAGEDESCRIPTION,
                page == 0 && Description is not null
                    ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Description))
                    : $"ImageJ=1.54f\nunit=micron\npage={page}"
            );
            if (page > 0 || Software is not null)
                tiff.SetField(TiffTag.SOFTWARE, page > 0 ? "a microscope" : Software);
            tiff.SetField(TiffTag.DATETIME, "2024:01:02 03:04:05");
            tiff.SetField(TiffTag.XRESOLUTION, Resolution);
            tiff.SetField(TiffTag.YRESOLUTION, ResolutionOfLines ?? Resolution);
            tiff.SetField(TiffTag.RESOLUTIONUNIT, ResUnit.NONE);
            tiff.WriteDirectory();
        }
    }

    private void WritePixels(LibTiff tiff, Frame frame)
    {
        var (bits, format) = frame.PixelType switch
        {
            PixelType.UInt8 => (8, SampleFormat.UINT),
            PixelType.UInt12 => (12, SampleFormat.UINT),
            PixelType.UInt16 => (16, SampleFormat.UINT),
            PixelType.UInt32 => (32, SampleFormat.UINT),
            PixelType.Int8 => (8, SampleFormat.INT),
            PixelType.Int16 => (16, SampleFormat.INT),
            PixelType.Int32 => (32, SampleFormat.INT),
            PixelType.Float16 => (16, SampleFormat.IEEEFP),
            PixelType.Float32 => (32, SampleFormat.IEEEFP),
            _ => (64, SampleFormat.IEEEFP),
        };
        tiff.SetField(TiffTag.IMAGEWIDTH, frame.Width);
        tiff.SetField(TiffTag.IMAGELENGTH, frame.Height);
        tiff.SetField(TiffTag.BITSPERSAMPLE, bits);
        tiff.SetField(TiffTag.SAMPLEFORMAT, format);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, Channels);
        tiff.SetField(TiffTag.PLANARCONFIG, Planar ? PlanarConfig.SEPARATE : PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric);
        tiff.SetField(TiffTag.FILLORDER, FillOrder);
        if (Palette is not null)
            tiff.SetField(TiffTag.COLORMAP, Palette, Palette, Palette);
        tiff.SetField(TiffTag.COMPRESSION, Compression);
        if (Predictor != Predictor.NONE)
            tiff.SetField(TiffTag.PREDICTOR, Predictor);
        if (TileSide > 0)
        {
            tiff.SetField(TiffTag.TILEWIDTH, TileSide);
            tiff.SetField(TiffTag.TILELENGTH, TileSide);
        }
        else
        {
            tiff.SetField(TiffTag.ROWSPERSTRIP, RowsPerStrip);
        }

        int side = TileSide,
            planes = Planar ? Channels : 1,
            channels = Planar ? 1 : Channels,
            index = 0;
        for (var plane = 0; plane < planes; plane++)
        {
            if (TileSide == 0)
            {
                for (var top = 0; top < frame.Height; top += RowsPerStrip)
                {
                    var strip = Cut(frame, top, 0, Math.Min(RowsPerStrip, frame.Height - top), frame.Width, channels);
                    tiff.WriteEncodedStrip(index++, strip, strip.Length);
                }
                continue;
            }
            for (var top = 0; top < frame.Height; top += side)
            {
                for (var left = 0; left < frame.Width; left += side)
                {
                    var tile = Cut(frame, top, left, side, side, channels);
                    tiff.WriteEncodedTile(index++, tile, tile.Length);
                }
            }
        }
    }

    private static byte[] Cut(Frame frame, int top, int left, int rows, int columns, int channels)
    {
        var values = new List<float>();
        for (var y = top; y < top + rows; y++)
        for (var x = left; x < left + columns; x++)
        for (var c = 0; c < channels; c++)
            values.Add(y < frame.Height && x < frame.Width ? frame.Counts[y * frame.Width + x] : 0);
        return frame.PixelType switch
        {
            PixelType.UInt8 => [.. values.Select(v => (byte)v)],
            PixelType.UInt12 => [.. values.Chunk(columns * channels).SelectMany(Packed)],
            PixelType.UInt16 => Bytes(v => (ushort)v),
            PixelType.UInt32 => Bytes(v => (uint)v),
            PixelType.Int8 => Bytes(v => (sbyte)v),
            PixelType.Int16 => Bytes(v => (short)v),
            PixelType.Int32 => Bytes(v => (int)v),
            PixelType.Float16 => Bytes(v => (Half)v),
            PixelType.Float32 => Bytes(v => v),
            _ => Bytes(v => (double)v),
        };

        byte[] Bytes<T>(Func<float, T> number)
            where T : struct => MemoryMarshal.AsBytes<T>(values.Select(number).ToArray()).ToArray();
    }

    /// <summary>A row of 12-bit samples: all their bits in a line, eight to a byte, the last byte filled up.</summary>
    private static IEnumerable<byte> Packed(float[] row) =>
        string.Concat(row.Select(v => Convert.ToString((int)v, 2).PadLeft(12, '0')))
            .Chunk(8)
            .Select(b => Convert.ToByte(new string(b).PadRight(8, '0'), 2));
}
