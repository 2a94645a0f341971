using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Tiff;

/// <summary>Interprets the tags of one page, and refuses what is not a grey frame or cannot be true of this file.</summary>
internal sealed class TiffPageReader(TiffStructure structure, TiffDirectory directory)
{
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
        var height = RequiredSide(TiffTag.IMAGELENGTH, "height");
        var width = RequiredSide(TiffTag.IMAGEWIDTH, "width");
        if ((long)height * width > SampleLimits.MostPixels)
            throw Refuse(
                $"it claims {height} × {width} pixels (height × width), more than the {SampleLimits.MostPixels} pixels supported. If that is true, cut the image into fields of view; otherwise the file is damaged."
            );

        var samplesPerPixel = SmallNumber(TiffTag.SAMPLESPERPIXEL, 1);
        var photometric = Colours(samplesPerPixel);
        var compression = CompressionScheme();
        var type = SampleType();
        var tiled = Has(TiffTag.TILEWIDTH) || Has(TiffTag.TILEOFFSETS);
        var page = new TiffPage
        {
            Directory = directory,
            Height = height,
            Width = width,
            Depth = Depth(),
            PixelType = type,
            SamplesPerPixel = samplesPerPixel,
            Planar = samplesPerPixel > 1 && SmallNumber(TiffTag.PLANARCONFIG, 1) == (int)PlanarConfig.SEPARATE,
            Tiled = tiled,
            SegmentHeight = tiled ? RequiredSide(TiffTag.TILELENGTH, "tile height") : RowsPerStrip(height),
            SegmentWidth = tiled ? RequiredSide(TiffTag.TILEWIDTH, "tile width") : width,
            Compression = compression,
            Predictor = compression is Compression.NONE or Compression.PACKBITS
                ? Predictor.NONE
                : (Predictor)SmallNumber(TiffTag.PREDICTOR, 1),
            Photometric = photometric,
            Palette = photometric == Photometric.PALETTE ? Palette(type) : null,
            FillOrder = SmallNumber(TiffTag.FILLORDER, 1) == 2 ? FillOrder.LSB2MSB : FillOrder.MSB2LSB,
        };
        if (!Enum.IsDefined(page.Predictor))
            throw Refuse($"it uses predictor {(int)page.Predictor}, which is unknown. Save it again without a predictor.");
        // Without compression too: some readers then take packed samples as differences, others do not.
        if (page.Kind.IsPacked && SmallNumber(TiffTag.PREDICTOR, 1) != 1)
            throw Refuse(
                $"its {page.Kind.Bits}-bit samples come with a predictor, which is supported for whole bytes only. Save it again without a predictor, or with 16 bits."
            );
        if (page.Predictor == Predictor.FLOATINGPOINT && page.Kind.IsInteger)
            throw structure.Damaged(directory.Page, "its integers are stored by the predictor of floats");
        if (
            (long)page.SegmentHeight * page.SegmentWidth > SampleLimits.MostPixels
            || page.BytesOf(page.SegmentHeight) > SampleLimits.MostBytes
        )
            throw Refuse(
                $"it is stored in pieces of {page.SegmentHeight} × {page.SegmentWidth} pixels, too large to decode. Save it again in smaller strips."
            );
        if ((long)page.SegmentHeight * page.SegmentWidth > Math.Max(UsualTilePixels, 4L * height * width))
            throw structure.Damaged(
                directory.Page,
                $"its tiles have {page.SegmentHeight} × {page.SegmentWidth} pixels, but all of it only {height} × {width}"
            );
        return page with { Segments = Segments(page) };
    }

    private int Depth()
    {
        var depth = SmallNumber(TiffTag.IMAGEDEPTH, 1);
        return IsOnly || depth < 2 ? depth : throw VolumePlanes.Refuse(structure, directory.Page, depth);
    }

    private Photometric Colours(int samplesPerPixel)
    {
        var photometric = (Photometric)SmallNumber(TiffTag.PHOTOMETRIC, (int)Photometric.MINISBLACK);
        if (photometric is not (Photometric.MINISWHITE or Photometric.MINISBLACK or Photometric.RGB or Photometric.PALETTE))
            throw Refuse($"its colour model is {photometric}, not grey. Export one grey channel.");
        if (samplesPerPixel is not (1 or 3) || (photometric == Photometric.PALETTE && samplesPerPixel > 1))
            throw Refuse($"it has {samplesPerPixel} samples per pixel, not one. Export one grey channel, without transparency.");
        return photometric;
    }

    /// <summary>Red, green and blue of all indices, one after the other (TIFF 6.0, ColorMap).</summary>
    private GreyPalette Palette(PixelType type)
    {
        var kind = SampleKind.Of(type);
        var entries = 1 << Math.Min(kind.Bits, 16);
        if (
            kind is { IsInteger: false } or { Minimum: < 0 } or { Bits: > 16 }
            || Entry(TiffTag.COLORMAP) is not { } map
            || map.Count != 3ul * (ulong)entries
        )
            throw structure.Damaged(directory.Page, $"it has no palette of {entries} colours for its indices");
        return GreyPalette.Find(Values(map, 3 * entries))
            ?? throw Refuse("it is a palette (false-colour) image, whose numbers are not intensities. Export the raw grey channel.");
    }

    private PixelType SampleType()
    {
        var bits = All(TiffTag.BITSPERSAMPLE, 8);
        var formats = All(TiffTag.SAMPLEFORMAT, 8);
        var bit = bits.Length == 0 ? 1 : bits[0];
        var format = formats.Length == 0 ? SampleFormat.UINT : (SampleFormat)formats[0];
        if (bits.Any(b => b != bit) || formats.Any(f => f != (ulong)format))
            throw Refuse("its channels have different bit depths or sample formats. Export one grey channel.");
        return SampleKind.Find((int)Math.Min(bit, int.MaxValue), format == SampleFormat.VOID ? SampleFormat.UINT : format)
            ?? throw Refuse(
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
        var compression = (Compression)SmallNumber(TiffTag.COMPRESSION, 1);
        return
            compression is Compression.NONE or Compression.LZW or Compression.ADOBE_DEFLATE or Compression.DEFLATE or Compression.PACKBITS
            ? compression
            : throw Refuse(
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

    private (ulong, ulong)[] Segments(TiffPage page)
    {
        var name = page.Tiled ? "tile" : "strip";
        var needed = page.SegmentCount;
        var offsetTag = Entry(page.Tiled ? TiffTag.TILEOFFSETS : TiffTag.STRIPOFFSETS);
        if (offsetTag is null && page.Tiled)
            offsetTag = Entry(TiffTag.STRIPOFFSETS);
        if (offsetTag is not { } offsetEntry || offsetEntry.Count < (ulong)needed)
            throw structure.Damaged(directory.Page, $"its pixels need {needed} {name}s, but {offsetTag?.Count ?? 0} are listed");
        var countTag = Entry(page.Tiled ? TiffTag.TILEBYTECOUNTS : TiffTag.STRIPBYTECOUNTS);
        if (countTag is null && page.Tiled)
            countTag = Entry(TiffTag.STRIPBYTECOUNTS);
        // Some old writers leave the byte counts out; without compression they follow from the size.
        if (countTag is null ? page.Compression != Compression.NONE : countTag.Value.Count < (ulong)needed)
            throw structure.Damaged(directory.Page, $"the lengths of its {needed} {name}s are not listed");

        ulong[] offsets = [.. Values(offsetEntry, (int)needed).Select(o => o + directory.Shift)];
        var counts = countTag is { } countEntry ? Values(countEntry, (int)needed) : null;
        var segments = new (ulong, ulong)[needed];
        long decoded = 0;
        ulong stored = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            var size = page.BytesOf(page.Place(i).Rows);
            var count = counts is null ? (ulong)size : counts[i];
            if (!structure.Bytes.Holds(offsets[i], count))
                throw structure.Damaged(
                    directory.Page,
                    $"{name} {i} should reach to byte {offsets[i] + count}, but the file ends at byte {structure.Bytes.Length}"
                );
            if (count == 0)
                throw structure.Damaged(directory.Page, $"{name} {i} is empty");
            if (structure.Under(directory, offsets[i], count) is { } structural)
                throw structure.Damaged(directory.Page, $"{name} {i} lies over {structural}");
            if (page.Compression == Compression.NONE && count < (ulong)size)
                throw structure.Damaged(directory.Page, $"{name} {i} has {count} bytes, but its pixels need {size}");
            segments[i] = (offsets[i], count);
            decoded += size;
            stored += count;
        }
        // What no data of this length can decode to is not worth allocating.
        if (stored * (ulong)MostExpansion(page.Compression) < (ulong)decoded)
            throw structure.Damaged(directory.Page, $"it claims {decoded} bytes of pixels, more than its {stored} bytes of data can hold");
        RefuseOverlap(segments, page, name);
        return segments;
    }

    /// <summary>Pages may share their pixels, but what lies twice in one is damaged, or made to decode to more than the file holds.</summary>
    private void RefuseOverlap((ulong Offset, ulong Count)[] segments, TiffPage page, string name)
    {
        int[] order = [.. Enumerable.Range(0, segments.Length)];
        Array.Sort(segments.ToArray(), order);
        for (var i = 1; i < order.Length; i++)
        {
            var (before, after) = (order[i - 1], order[i]);
            var (offset, count) = segments[before];
            // Uncompressed ones may be listed with more bytes than their pixels need.
            if (page.Compression == Compression.NONE)
                count = (ulong)page.BytesOf(page.Place(before).Rows);
            if (segments[after].Offset - offset < count)
                throw structure.Damaged(directory.Page, $"its {name}s {before} and {after} overlap");
        }
    }

    /// <summary>Upper bound of decoded bytes for each stored byte.</summary>
    private static int MostExpansion(Compression compression) =>
        compression switch
        {
            Compression.NONE => 1,
            Compression.PACKBITS => 64, // 2 bytes stand for at most 128
            Compression.LZW => 4096, // a code of at least 9 bits stands for at most 4096 bytes
            _ => 1040, // Deflate: 1032, and a few bytes of slack
        };

    private int RowsPerStrip(int height)
    {
        var rows = Entry(TiffTag.ROWSPERSTRIP) is { } entry ? Values(entry, 1)[0] : (ulong)height;
        if (rows == 0)
            throw structure.Damaged(directory.Page, "its strips have no rows");
        return (int)Math.Min(rows, (ulong)height);
    }

    private int RequiredSide(TiffTag tag, string name)
    {
        var value = Entry(tag) is { Count: > 0 } entry ? Values(entry, 1)[0] : 0;
        return value is > 0 and <= int.MaxValue
            ? (int)value
            : throw structure.Damaged(directory.Page, value == 0 ? $"its {name} is missing or 0" : $"its {name} is {value}");
    }

    private int SmallNumber(TiffTag tag, int absent)
    {
        var values = All(tag, 1);
        return values.Length == 0 ? absent : (int)Math.Min(values[0], int.MaxValue);
    }

    private bool Has(TiffTag tag) => Entry(tag) is not null;

    private TiffEntry? Entry(TiffTag tag) => directory.Entries.TryGetValue((ushort)tag, out var entry) ? entry : null;

    private ulong[] All(TiffTag tag, int most) => Entry(tag) is { } entry ? Values(entry, (int)Math.Min(entry.Count, (ulong)most)) : [];

    private ulong[] Values(TiffEntry entry, int count)
    {
        if (entry.Type is not (1 or 3 or 4 or 13 or 16 or 18))
            throw structure.Damaged(directory.Page, $"a tag that must be a whole number has type {entry.Type}");
        if (entry.Count < (ulong)count)
            throw structure.Damaged(directory.Page, "a tag has too few values");
        var size = TiffEntry.BytesOf(entry.Type);
        var raw = structure.Bytes.ReadBytes(entry.ValueOffset, checked(count * size));
        var values = new ulong[count];
        for (var i = 0; i < count; i++)
            values[i] = structure.Bytes.Decode(raw.AsSpan(i * size, size));
        return values;
    }

    private FrameFormatException Refuse(string reason) => new(structure.Bytes.Path, directory.Page, reason);
}
