using System.IO.Compression;
using BitMiracle.LibTiff.Classic;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tiff;

/// <summary>Encodes a frame in a given layout: through LibTiff but for Deflate, which .NET compresses several times faster.</summary>
internal static class TiffEncoder
{
    /// <summary>The strips or tiles of a frame, compressed as the layout says and ready to be put into its file.</summary>
    public static IReadOnlyList<byte[]> Segments(Frame frame, TiffPage layout, bool bigEndian) =>
        layout switch
        {
            { FillOrder: FillOrder.LSB2MSB } => ThroughLibTiff(frame, layout, bigEndian),
            { Compression: Compression.NONE } => [.. Stored(frame, layout, bigEndian)],
            { Compression: Compression.DEFLATE or Compression.ADOBE_DEFLATE } => [.. Stored(frame, layout, bigEndian).Select(Deflated)],
            _ => ThroughLibTiff(frame, layout, bigEndian),
        };

    /// <summary>As in the file, but not compressed.</summary>
    private static IEnumerable<byte[]> Stored(Frame frame, TiffPage layout, bool bigEndian)
    {
        for (var s = 0; s < layout.SegmentCount; s++)
        {
            var segment = Predicted(Gather(frame, layout, s), layout, swapped: false);
            // Planes of bytes, as the predictor of floats makes them, have no byte order.
            if (bigEndian == BitConverter.IsLittleEndian && layout.Predictor != Predictor.FLOATINGPOINT)
                TiffBytes.Swap(segment, layout.Kind.Bits);
            yield return segment;
        }
    }

    private static byte[] Deflated(byte[] segment)
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal))
            deflate.Write(segment);
        return compressed.ToArray();
    }

    private static IReadOnlyList<byte[]> ThroughLibTiff(Frame frame, TiffPage layout, bool bigEndian)
    {
        var memory = new MemoryStream();
        using (var messages = new LibTiffMessages())
        using (
            var tiff =
                LibTiff.ClientOpen("memory", bigEndian ? "wb" : "wl", memory, new TiffStream()) ?? throw new IOException(messages.Error)
        )
        {
            var swapped = bigEndian == BitConverter.IsLittleEndian;
            WritePage(
                tiff,
                layout with
                {
                    Predictor = Predictor.NONE,
                    Photometric = Photometric.MINISBLACK,
                },
                s => Predicted(Gather(frame, layout, s), layout, swapped),
                messages
            );
        }

        // A look at what LibTiff wrote is the simplest way to its raw segments.
        using var written = new MemoryStream(memory.ToArray());
        var structure = new TiffStructure(written, "memory");
        var page = new TiffPageReader(structure, structure.Directory(0)).Read();
        return [.. page.Segments.Select(s => structure.Bytes.ReadBytes(s.Offset, (int)s.Count))];
    }

    /// <summary>Writes a frame as the next page.</summary>
    public static void WritePage(LibTiff tiff, Frame frame, TiffPage layout, LibTiffMessages messages) =>
        WritePage(tiff, layout, s => Gather(frame, layout, s), messages);

    private static void WritePage(LibTiff tiff, TiffPage layout, Func<int, byte[]> segment, LibTiffMessages messages)
    {
        tiff.SetField(TiffTag.IMAGELENGTH, layout.Height);
        tiff.SetField(TiffTag.IMAGEWIDTH, layout.Width);
        tiff.SetField(TiffTag.BITSPERSAMPLE, layout.Kind.Bits);
        tiff.SetField(TiffTag.SAMPLEFORMAT, layout.Kind.Format);
        tiff.SetField(TiffTag.SAMPLESPERPIXEL, layout.SamplesPerPixel);
        tiff.SetField(TiffTag.PLANARCONFIG, layout.Planar ? PlanarConfig.SEPARATE : PlanarConfig.CONTIG);
        tiff.SetField(TiffTag.PHOTOMETRIC, layout.Photometric);
        tiff.SetField(TiffTag.FILLORDER, layout.FillOrder);
        tiff.SetField(TiffTag.COMPRESSION, layout.Compression);
        if (layout.Predictor != Predictor.NONE)
            tiff.SetField(TiffTag.PREDICTOR, layout.Predictor);
        if (layout.Tiled)
        {
            tiff.SetField(TiffTag.TILELENGTH, layout.SegmentHeight);
            tiff.SetField(TiffTag.TILEWIDTH, layout.SegmentWidth);
        }
        else
        {
            tiff.SetField(TiffTag.ROWSPERSTRIP, layout.SegmentHeight);
        }

        for (var s = 0; s < layout.SegmentCount; s++)
        {
            var bytes = segment(s);
            var written = layout.Tiled ? tiff.WriteEncodedTile(s, bytes, bytes.Length) : tiff.WriteEncodedStrip(s, bytes, bytes.Length);
            if (written < 0)
                throw new IOException(messages.Error);
        }
        if (!tiff.WriteDirectory())
            throw new IOException(messages.Error);
    }

    /// <summary>Pixels of one strip or tile; tiles that reach over the frame repeat its edge, which compresses well.</summary>
    private static byte[] Gather(Frame frame, TiffPage layout, int index)
    {
        var (top, left, rows) = layout.Place(index);
        var channels = layout.SamplesPerSegmentPixel;
        var counts = new float[layout.SegmentWidth * channels];
        var bytes = new byte[layout.BytesOf(rows)];
        var rowBytes = (int)layout.BytesOf(1);
        for (var y = 0; y < rows; y++)
        {
            var row = frame.Counts.AsSpan(Math.Min(top + y, frame.Height - 1) * frame.Width, frame.Width);
            var i = 0;
            for (var x = 0; x < layout.SegmentWidth; x++)
            for (var c = 0; c < channels; c++)
                counts[i++] = row[Math.Min(left + x, frame.Width - 1)];
            var samples = bytes.AsSpan(y * rowBytes, rowBytes);
            layout.Palette?.ToIndices(counts);
            layout.Kind.FromCounts(counts, samples);
            if (layout.IsInverted)
                layout.Kind.Invert(samples);
        }
        return bytes;
    }

    private static byte[] Predicted(byte[] segment, TiffPage layout, bool swapped)
    {
        var rowBytes = (int)layout.BytesOf(1);
        for (var start = 0; start < segment.Length; start += rowBytes)
            TiffPredictor.Apply(
                layout.Predictor,
                segment.AsSpan(start, rowBytes),
                layout.Kind.Bits / 8,
                layout.SamplesPerSegmentPixel,
                swapped
            );
        return segment;
    }
}
