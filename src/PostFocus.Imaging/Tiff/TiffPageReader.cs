using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Tiff;

/// <summary>Interprets the tags of one page, and refuses what is not a grey frame or cannot be true of this file.</summary>
internal sealed class TiffPageReader(TiffStructure structure, TiffDirectory directory)
{
    private readonly TiffTags _tags = new(structure, directory);

    /// <summary>Tiles are padded, and small images lie in one of usual size; larger ones are held to the size of the image.</summary>
    private const long UsualTilePixels = 1L << 20;

    /// <summary>Whether the directory is known to be the only one of the file: it may be a volume then.</summary>
    public bool IsOnly { get; init; } = structure.Planes is not null;

    /// <summary>The page, or null where it is damaged: reading its pixels will tell.</summary>
    public TiffPage? ReadIfSound()
    {
        try
        {
            return Read();
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    public TiffPage Read()
    {
        var height = _tags.RequiredSide(TiffTag.IMAGELENGTH, "height");
        var width = _tags.RequiredSide(TiffTag.IMAGEWIDTH, "width");
        if (SampleLimits.TooLarge(height, width) is { } tooLarge)
            throw _tags.Refuse(tooLarge);

        var samplesPerPixel = _tags.SmallNumber(TiffTag.SAMPLESPERPIXEL, 1);
        var photometric = Colours(samplesPerPixel);
        var compression = CompressionScheme();
        var type = SampleType();
        var tiled = _tags.Has(TiffTag.TILEWIDTH) || _tags.Has(TiffTag.TILEOFFSETS);
        var page = new TiffPage
        {
            Directory = directory,
            Height = height,
            Width = width,
            Depth = Depth(),
            PixelType = type,
            SamplesPerPixel = samplesPerPixel,
            Planar = samplesPerPixel > 1 && _tags.SmallNumber(TiffTag.PLANARCONFIG, 1) == (int)PlanarConfig.SEPARATE,
            Tiled = tiled,
            SegmentHeight = tiled ? _tags.RequiredSide(TiffTag.TILELENGTH, "tile height") : RowsPerStrip(height),
            SegmentWidth = tiled ? _tags.RequiredSide(TiffTag.TILEWIDTH, "tile width") : width,
            Compression = compression,
            Predictor = compression is Compression.NONE or Compression.PACKBITS
                ? Predictor.NONE
                : (Predictor)_tags.SmallNumber(TiffTag.PREDICTOR, 1),
            Photometric = photometric,
            Palette = photometric == Photometric.PALETTE ? Palette(type) : null,
            FillOrder = _tags.SmallNumber(TiffTag.FILLORDER, 1) == 2 ? FillOrder.LSB2MSB : FillOrder.MSB2LSB,
        };
        if (!Enum.IsDefined(page.Predictor))
            throw _tags.Refuse($"it uses predictor {(int)page.Predictor}, which is unknown. Save it again without a predictor.");
        // Without compression too: some readers then take packed samples as differences, others do not.
        if (page.Kind.IsPacked && _tags.SmallNumber(TiffTag.PREDICTOR, 1) != 1)
            throw _tags.Refuse(
                $"its {page.Kind.Bits}-bit samples come with a predictor, which is supported for whole bytes only. Save it again without a predictor, or with 16 bits."
            );
        if (page.Predictor == Predictor.FLOATINGPOINT && page.Kind.IsInteger)
            throw _tags.Damaged("its integers are stored by the predictor of floats");
        if (
            (long)page.SegmentHeight * page.SegmentWidth > SampleLimits.MostPixels
            || page.BytesOf(page.SegmentHeight) > SampleLimits.MostBytes
        )
            throw _tags.Refuse(
                $"it is stored in pieces of {page.SegmentHeight} × {page.SegmentWidth} pixels, too large to decode. Save it again in smaller strips."
            );
        if ((long)page.SegmentHeight * page.SegmentWidth > Math.Max(UsualTilePixels, 4L * height * width))
            throw _tags.Damaged($"its tiles have {page.SegmentHeight} × {page.SegmentWidth} pixels, but all of it only {height} × {width}");
        return page with { Segments = new TiffSegments(structure, directory, _tags).Of(page) };
    }

    private int Depth()
    {
        var depth = _tags.SmallNumber(TiffTag.IMAGEDEPTH, 1);
        return IsOnly || depth < 2 ? depth : throw VolumePlanes.Refuse(structure, directory.Page, depth);
    }

    private Photometric Colours(int samplesPerPixel)
    {
        var photometric = (Photometric)_tags.SmallNumber(TiffTag.PHOTOMETRIC, (int)Photometric.MINISBLACK);
        if (photometric is not (Photometric.MINISWHITE or Photometric.MINISBLACK or Photometric.RGB or Photometric.PALETTE))
            throw _tags.Refuse($"its colour model is {photometric}, not grey. Export one grey channel.");
        if (samplesPerPixel is not (1 or 3) || (photometric == Photometric.PALETTE && samplesPerPixel > 1))
            throw _tags.Refuse($"it has {samplesPerPixel} samples per pixel, not one. Export one grey channel, without transparency.");
        return photometric;
    }

    /// <summary>Red, green and blue of all indices, one after the other (TIFF 6.0, ColorMap).</summary>
    private GreyPalette Palette(PixelType type)
    {
        var kind = SampleKind.Of(type);
        var entries = 1 << Math.Min(kind.Bits, 16);
        if (
            kind is { IsInteger: false } or { Minimum: < 0 } or { Bits: > 16 }
            || _tags.Entry(TiffTag.COLORMAP) is not { } map
            || map.Count != 3ul * (ulong)entries
        )
            throw _tags.Damaged($"it has no palette of {entries} colours for its indices");
        return GreyPalette.Find(_tags.Values(map, 3 * entries))
            ?? throw _tags.Refuse("it is a palette (false-colour) image, whose numbers are not intensities. Export the raw grey channel.");
    }

    private PixelType SampleType()
    {
        var bits = _tags.All(TiffTag.BITSPERSAMPLE, 8);
        var formats = _tags.All(TiffTag.SAMPLEFORMAT, 8);
        var bit = bits.Length == 0 ? 1 : bits[0];
        var format = formats.Length == 0 ? SampleFormat.UINT : (SampleFormat)formats[0];
        if (bits.Any(b => b != bit) || formats.Any(f => f != (ulong)format))
            throw _tags.Refuse("its channels have different bit depths or sample formats. Export one grey channel.");
        return SampleKind.Find((int)Math.Min(bit, int.MaxValue), format == SampleFormat.VOID ? SampleFormat.UINT : format)
            ?? throw _tags.Refuse(
                $"its samples are {bit}-bit {Name(format)}; supported are integers of 8, 16 and 32 bits, unsigned ones of 12 bits, and floats of 16, 32 and 64 bits. Convert it, for example with ImageJ: Image > Type > 16-bit."
            );

        static string Name(SampleFormat format) =>
            format switch
            {
                SampleFormat.UINT => "unsigned integers",
                SampleFormat.INT => "signed integers",
                SampleFormat.IEEEFP => "floats",
                SampleFormat.COMPLEXIEEEFP or SampleFormat.COMPLEXINT => "complex numbers",
                _ => $"numbers of unknown format {(int)format}",
            };
    }

    private Compression CompressionScheme()
    {
        var compression = (Compression)_tags.SmallNumber(TiffTag.COMPRESSION, 1);
        return
            compression is Compression.NONE or Compression.LZW or Compression.ADOBE_DEFLATE or Compression.DEFLATE or Compression.PACKBITS
            ? compression
            : throw _tags.Refuse(
                $"its compression is {Name((int)compression)}; supported are none, LZW, Deflate and PackBits. Save it again with one of these."
            );

        static string Name(int scheme) =>
            scheme switch
            {
                2 or 3 or 4 => $"CCITT fax ({scheme})",
                6 or 7 => $"JPEG ({scheme}), which loses counts",
                33003 or 33004 or 33005 or 34712 => $"JPEG 2000 ({scheme})",
                34925 => "LZMA (34925)",
                50000 or 34926 => $"Zstandard ({scheme})",
                50001 or 34927 => $"WebP ({scheme})",
                _ => $"scheme {scheme}",
            };
    }

    private int RowsPerStrip(int height)
    {
        var rows = _tags.Entry(TiffTag.ROWSPERSTRIP) is { } entry ? _tags.Values(entry, 1)[0] : (ulong)height;
        if (rows == 0)
            throw _tags.Damaged("its strips have no rows");
        return (int)Math.Min(rows, (ulong)height);
    }
}
