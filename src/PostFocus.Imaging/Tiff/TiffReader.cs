using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>
/// Reads grey pages of TIFF files. The structure is checked here; LibTiff only decodes strips and tiles.
/// </summary>
internal static class TiffReader
{
    /// <summary>Pages in the chain; if it breaks off, one more stands for the page that cannot be found.</summary>
    public static int CountPages(Stream stream, string path, out FrameFormatException? broken)
    {
        var pages = 0;
        broken = null;
        try
        {
            foreach (var _ in new TiffStructure(stream, path).Directories())
                pages++;
        }
        catch (FrameFormatException e)
        {
            broken = e;
            pages++;
        }
        return pages;
    }

    public static Frame Read(Stream stream, string path, int page)
    {
        var structure = new TiffStructure(stream, path);
        var layout = new TiffPageReader(structure, structure.Directory(page)).Read();
        using var messages = new LibTiffMessages();
        try
        {
            return Decode(stream, structure, layout, messages);
        }
        catch (Exception e) when (e is not (FrameFormatException or IOException))
        {
            // LibTiff meets some damage with NullReference, IndexOutOfRange, Overflow and others.
            throw Undecodable(structure, layout, e.Message, e);
        }
    }

    private static Frame Decode(Stream stream, TiffStructure structure, TiffPage page, LibTiffMessages messages)
    {
        stream.Position = 0;
        // h: do not read the first page; c: keep strips as they are. The caller owns the stream, so it is not closed here.
        using var tiff = Tiff.ClientOpen(structure.Bytes.Path, "rhc", stream, new BorrowedTiffStream())
            ?? throw Undecodable(structure, page, messages.Error);
        if (!tiff.SetSubDirectory((long)page.Directory.Offset))
            throw Undecodable(structure, page, messages.Error);
        if (!Agrees(tiff, page))
            throw new FrameFormatException(structure.Bytes.Path, page.Directory.Page, "its tags are written in an unusual way that the decoder does not follow. Save it again, for example with ImageJ.");

        if (page.Predictor != Predictor.NONE)
            tiff.SetField(TiffTag.PREDICTOR, Predictor.NONE); // undone here
        var swapped = structure.Bytes.BigEndian == BitConverter.IsLittleEndian;
        var counts = new float[page.Height * page.Width];
        var bytes = new byte[page.BytesOf(page.SegmentHeight)];
        for (var s = 0; s < page.SegmentCount; s++)
        {
            var size = (int)page.BytesOf(page.Place(s).Rows);
            var got = page.Tiled ? tiff.ReadEncodedTile(s, bytes, 0, size) : tiff.ReadEncodedStrip(s, bytes, 0, size);
            if (got != size)
                throw Undecodable(structure, page, messages.Error);
            if (Scatter(bytes, page, s, swapped, counts) is { } problem)
                throw new FrameFormatException(structure.Bytes.Path, page.Directory.Page, problem);
        }
        return new Frame(page.Height, page.Width, counts, page.PixelType);
    }

    /// <summary>
    /// Whether LibTiff took the page as we did. It skips tags of unexpected types with a warning, and would then
    /// return differences, or other bytes, as counts.
    /// </summary>
    private static bool Agrees(Tiff tiff, TiffPage page) =>
        tiff.IsTiled() == page.Tiled
        && (page.Tiled ? tiff.NumberOfTiles() : tiff.NumberOfStrips()) == page.SegmentCount
        && (page.Tiled ? tiff.TileSize() : tiff.StripSize()) == page.BytesOf(page.SegmentHeight)
        && Number(tiff, TiffTag.BITSPERSAMPLE) == page.Kind.Bits
        && Number(tiff, TiffTag.COMPRESSION) == (int)page.Compression
        && Number(tiff, TiffTag.FILLORDER) == (int)page.FillOrder
        && (page.Compression is Compression.NONE or Compression.PACKBITS || Number(tiff, TiffTag.PREDICTOR) == (int)page.Predictor);

    private static int Number(Tiff tiff, TiffTag tag) => tiff.GetFieldDefaulted(tag) is [var value, ..] ? value.ToInt() : 0;

    /// <summary>Puts a segment into the frame; says what is wrong where its samples are no counts.</summary>
    private static string? Scatter(Span<byte> segment, TiffPage page, int index, bool swapped, float[] counts)
    {
        var (top, left, _) = page.Place(index);
        var channels = page.SamplesPerSegmentPixel;
        var laterPlane = index >= page.SegmentsPerPlane;
        var rows = Math.Min(page.SegmentHeight, page.Height - top);
        var columns = Math.Min(page.SegmentWidth, page.Width - left);
        var row = new float[columns * channels];
        var rowBytes = (int)page.BytesOf(1);
        for (var y = 0; y < rows; y++)
        {
            var samples = segment.Slice(y * rowBytes, rowBytes);
            TiffPredictor.Undo(page.Predictor, samples, page.Kind.Bits / 8, channels, swapped);
            if (page.Kind.ToCounts(samples, row) is { } refused)
                return page.Kind.Unheld(refused);
            var target = counts.AsSpan((top + y) * page.Width + left, columns);
            for (var x = 0; x < columns; x++)
            {
                var first = row[x * channels];
                // Equals: a NaN is the same as a NaN.
                for (var c = 1; c < channels; c++)
                    if (!row[x * channels + c].Equals(first))
                        return GreyOnly.ChannelsDiffer;
                if (laterPlane && !target[x].Equals(first))
                    return GreyOnly.ChannelsDiffer;
                target[x] = first;
            }
        }
        return null;
    }

    private static FrameFormatException Undecodable(TiffStructure structure, TiffPage page, string detail, Exception? inner = null) =>
        new(structure.Bytes.Path, page.Directory.Page, $"its pixels cannot be decoded ({detail.TrimEnd('.')}). The file is damaged: copy or export it again.", inner);

    /// <summary>A stream that LibTiff uses but does not close.</summary>
    private sealed class BorrowedTiffStream : TiffStream
    {
        public override void Close(object clientData)
        {
        }
    }
}
