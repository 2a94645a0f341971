using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Benchmarks.Files;

/// <summary>How the pixels of a TIFF file are stored.</summary>
internal sealed record FileLayout(PixelType Type, Compression Compression, bool Tiled, Predictor Predictor)
{
    private const int TileSide = 256,
        StripRows = 32;

    /// <summary>All that the benchmark goes through.</summary>
    public static IEnumerable<FileLayout> All { get; } =
        from type in new[] { PixelType.UInt8, PixelType.UInt16, PixelType.Float32 }
        let predictor = type == PixelType.Float32 ? Predictor.FLOATINGPOINT : Predictor.HORIZONTAL
        from layout in new FileLayout[]
        {
            new(type, Compression.NONE, false, Predictor.NONE),
            new(type, Compression.NONE, true, Predictor.NONE),
            new(type, Compression.PACKBITS, false, Predictor.NONE),
            new(type, Compression.LZW, false, Predictor.NONE),
            new(type, Compression.LZW, false, predictor),
            new(type, Compression.ADOBE_DEFLATE, false, Predictor.NONE),
            new(type, Compression.ADOBE_DEFLATE, false, predictor),
            new(type, Compression.ADOBE_DEFLATE, true, predictor),
        }
        select layout;

    public int BytesPerPixel =>
        Type switch
        {
            PixelType.UInt8 => 1,
            PixelType.UInt16 => 2,
            _ => 4,
        };

    public string Name =>
        $"{Type}, {CompressionName}{(Predictor == Predictor.NONE ? "" : " with predictor")}, {(Tiled ? "tiles" : "strips")}";

    /// <summary>The same layout in the words of LibTiff's tiffcp.</summary>
    public IEnumerable<string> CopyArguments =>
        [
            "-c",
            (Compression, Predictor) switch
            {
                (Compression.NONE, _) => "none",
                (Compression.PACKBITS, _) => "packbits",
                (Compression.LZW, _) => $"lzw:{(int)Predictor}",
                _ => $"zip:{(int)Predictor}",
            },
            .. Tiled ? new[] { "-t", "-w", $"{TileSide}", "-l", $"{TileSide}" } : ["-s", "-r", $"{StripRows}"],
        ];

    private string CompressionName =>
        Compression switch
        {
            Compression.NONE => "uncompressed",
            Compression.PACKBITS => "PackBits",
            Compression.LZW => "LZW",
            _ => "Deflate",
        };

    /// <summary>Writes pages with LibTiff.NET one after the other, so that none but the one at hand is in memory.</summary>
    public void Write(string path, IEnumerable<Frame> pages)
    {
        using var tiff = LibTiff.Open(path, "wl") ?? throw new IOException($"'{path}' cannot be written.");
        foreach (var frame in pages)
        {
            SetTags(tiff, frame);
            if (Tiled)
                WriteTiles(tiff, frame);
            else
                WriteRows(tiff, frame);
            tiff.WriteDirectory();
        }
    }

    private void SetTags(LibTiff tiff, Frame frame)
    {
        tiff.SetField(TiffTag.IMAGEWIDTH, frame.Width);
        tiff.SetField(TiffTag.IMAGELENGTH, frame.Height);
        tiff.SetField(TiffTag.BITSPERSAMPLE, 8 * BytesPerPixel);
        tiff.SetField(TiffTag.SAMPLEFORMAT, Type == PixelType.Float32 ? SampleFormat.IEEEFP : SampleFormat.UINT);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, 1);
        tiff.SetField(TiffTag.PLANARCONFIG, PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, Photometric.MINISBLACK);
        tiff.SetField(TiffTag.COMPRESSION, Compression);
        if (Predictor != Predictor.NONE)
            tiff.SetField(TiffTag.PREDICTOR, Predictor);
        if (!Tiled)
        {
            tiff.SetField(TiffTag.ROWSPERSTRIP, StripRows);
            return;
        }
        tiff.SetField(TiffTag.TILEWIDTH, TileSide);
        tiff.SetField(TiffTag.TILELENGTH, TileSide);
    }

    private void WriteRows(LibTiff tiff, Frame frame)
    {
        var row = new byte[frame.Width * BytesPerPixel];
        for (var y = 0; y < frame.Height; y++)
        {
            ToSamples(frame.Counts.AsSpan(y * frame.Width, frame.Width), row);
            tiff.WriteScanline(row, y);
        }
    }

    private void WriteTiles(LibTiff tiff, Frame frame)
    {
        var tile = new byte[TileSide * TileSide * BytesPerPixel];
        int index = 0,
            rowBytes = TileSide * BytesPerPixel;
        for (var top = 0; top < frame.Height; top += TileSide)
        {
            for (var left = 0; left < frame.Width; left += TileSide)
            {
                for (var y = 0; y < TileSide; y++)
                    ToSamples(frame.Counts.AsSpan((top + y) * frame.Width + left, TileSide), tile.AsSpan(y * rowBytes, rowBytes));
                tiff.WriteEncodedTile(index++, tile, tile.Length);
            }
        }
    }

    private void ToSamples(ReadOnlySpan<float> counts, Span<byte> samples)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            switch (Type)
            {
                case PixelType.UInt8:
                    samples[i] = (byte)counts[i];
                    break;
                case PixelType.UInt16:
                    MemoryMarshal.Cast<byte, ushort>(samples)[i] = (ushort)counts[i];
                    break;
                default:
                    MemoryMarshal.Cast<byte, float>(samples)[i] = counts[i];
                    break;
            }
        }
    }
}
