using System.Runtime.InteropServices;
using System.Text;
using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging.Tests;

/// <summary>Makes TIFF files of many layouts, straight through LibTiff and not through the code under test.</summary>
internal sealed record TiffLayout
{
    public bool BigEndian { get; init; }
    public Compression Compression { get; init; } = Compression.NONE;
    public Predictor Predictor { get; init; } = Predictor.NONE;
    public Photometric Photometric { get; init; } = Photometric.MINISBLACK;
    public int RowsPerStrip { get; init; } = 7;
    public int TileSide { get; init; }
    public int Channels { get; init; } = 1;
    public bool Planar { get; init; }
    public FillOrder FillOrder { get; init; } = FillOrder.MSB2LSB;

    /// <summary>The first page's description, written as UTF-8; null: a usual one.</summary>
    public string? Description { get; init; }

    /// <summary>Writes pages with the usual tags, a user's own tag among them.</summary>
    public void Write(string path, params Frame[] pages)
    {
        using var tiff = Tiff.Open(path, BigEndian ? "wb" : "wl");
        for (var page = 0; page < pages.Length; page++)
        {
            WritePixels(tiff, pages[page]);
            // LibTiff writes a string as Latin-1: a character a byte.
            tiff.SetField(TiffTag.IMAGEDESCRIPTION, page == 0 && Description is not null
                ? Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Description))
                : $"ImageJ=1.54f\nunit=micron\npage={page}");
            tiff.SetField(TiffTag.SOFTWARE, "a microscope");
            tiff.SetField(TiffTag.DATETIME, "2024:01:02 03:04:05");
            tiff.SetField(TiffTag.XRESOLUTION, 1.5384);
            tiff.SetField(TiffTag.YRESOLUTION, 1.5384);
            tiff.SetField(TiffTag.RESOLUTIONUNIT, ResUnit.NONE);
            tiff.WriteDirectory();
        }
    }

    private void WritePixels(Tiff tiff, Frame frame)
    {
        var bytesPerSample = frame.PixelType switch { PixelType.UInt8 => 1, PixelType.UInt16 => 2, _ => 4 };
        tiff.SetField(TiffTag.IMAGEWIDTH, frame.Width);
        tiff.SetField(TiffTag.IMAGELENGTH, frame.Height);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 8 * bytesPerSample);
        tiff.SetField(TiffTag.SAMPLEFORMAT, frame.PixelType == PixelType.Float32 ? SampleFormat.IEEEFP : SampleFormat.UINT);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, Channels);
        tiff.SetField(TiffTag.PLANARCONFIG, Planar ? PlanarConfig.SEPARATE : PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric);
        tiff.SetField(TiffTag.FILLORDER, FillOrder);
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

        int side = TileSide, planes = Planar ? Channels : 1, channels = Planar ? 1 : Channels, index = 0;
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
            PixelType.UInt16 => MemoryMarshal.AsBytes<ushort>(values.Select(v => (ushort)v).ToArray()).ToArray(),
            _ => MemoryMarshal.AsBytes<float>(values.ToArray()).ToArray(),
        };
    }
}
