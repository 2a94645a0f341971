using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Tiff;

/// <summary>Reads the pixels of one page, whose tags have been checked.</summary>
internal sealed class TiffPixels(TiffStructure structure, TiffPage page)
{
    /// <summary>Uncompressed rows are read so many bytes at a time, which stay in the processor's cache.</summary>
    private const int BandBytes = 1 << 18;

    private readonly TiffDecoder _decoder = new(page);
    private readonly int _rowBytes = (int)page.BytesOf(1);
    private readonly bool _swapped = structure.Bytes.BigEndian == BitConverter.IsLittleEndian;

    // Every count is set, or there is no frame: clearing them before would take as long as reading them.
    private readonly float[] _counts = GC.AllocateUninitializedArray<float>(page.Height * page.Width);
    private readonly float[] _row = page.SamplesPerPixel == 1 ? [] : new float[page.SegmentWidth * page.SamplesPerSegmentPixel];
    private byte[] _stored = [];
    private byte[] _samples = [];

    public Frame Read()
    {
        for (var s = 0; s < page.Segments.Count; s++)
        {
            if (page.Compression == Compression.NONE)
                ReadBands(s);
            else
                Put(Decoded(s), s, 0);
        }
        return new Frame(page.Height, page.Width, _counts, page.CountType);
    }

    private void ReadBands(int segment)
    {
        var rows = Math.Min(page.SegmentHeight, page.Height - page.Place(segment).Top);
        var band = Math.Clamp(BandBytes / _rowBytes, 1, rows);
        for (var first = 0; first < rows; first += band)
        {
            var samples = Room(ref _samples, Math.Min(band, rows - first) * _rowBytes);
            structure.Bytes.Read(page.Segments[segment].Offset + (ulong)first * (ulong)_rowBytes, samples);
            _decoder.PutBitsInOrder(samples);
            Put(samples, segment, first);
        }
    }

    private Span<byte> Decoded(int segment)
    {
        var (offset, count) = page.Segments[segment];
        var stored = Room(ref _stored, (int)count);
        var samples = Room(ref _samples, (int)page.BytesOf(page.Place(segment).Rows));
        structure.Bytes.Read(offset, stored);
        _decoder.PutBitsInOrder(stored);
        try
        {
            var decoded = _decoder.Decode(_stored, stored.Length, samples);
            return decoded == samples.Length ? samples : throw Undecodable(segment, $"it ends after {decoded} of {samples.Length} bytes");
        }
        // All of it lies in memory: the stream that fails is the compressed one.
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw Undecodable(segment, e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>Puts rows of a segment, from some row of it on, into the frame.</summary>
    private void Put(Span<byte> samples, int segment, int firstRow)
    {
        var (top, left, _) = page.Place(segment);
        top += firstRow;
        var rows = Math.Min(samples.Length / _rowBytes, page.Height - top);
        var columns = Math.Min(page.SegmentWidth, page.Width - left);
        // Planes of bytes, as the predictor of floats leaves them, have no byte order.
        if (_swapped && page.Predictor != Predictor.FLOATINGPOINT)
            TiffBytes.Swap(samples[..(rows * _rowBytes)], page.Kind.Bits);
        for (var y = 0; y < rows; y++)
        {
            var row = samples.Slice(y * _rowBytes, _rowBytes);
            TiffPredictor.Undo(page.Predictor, row, page.Kind.Bits / 8, page.SamplesPerSegmentPixel);
            var target = _counts.AsSpan((top + y) * page.Width + left, columns);
            if (page.SamplesPerPixel == 1)
                ToCounts(row, target);
            else
                PutGrey(row, target, isFirstPlane: segment < page.SegmentsPerPlane);
        }
    }

    /// <summary>Of colours that are grey, one channel.</summary>
    private void PutGrey(Span<byte> samples, Span<float> target, bool isFirstPlane)
    {
        var channels = page.SamplesPerSegmentPixel;
        ToCounts(samples, _row.AsSpan(0, target.Length * channels));
        for (var x = 0; x < target.Length; x++)
        {
            var count = isFirstPlane ? _row[x * channels] : target[x];
            for (var c = 0; c < channels; c++)
            {
                // Equals: a NaN is the same as a NaN.
                if (!_row[x * channels + c].Equals(count))
                    throw Refuse(GreyOnly.ChannelsDiffer);
            }
            target[x] = count;
        }
    }

    private void ToCounts(Span<byte> samples, Span<float> counts)
    {
        if (page.IsInverted)
            page.Kind.Invert(samples);
        if (page.Kind.ToCounts(samples, counts) is { } count)
            throw Refuse(page.Kind.Unheld(count));
        page.Palette?.ToCounts(counts);
    }

    /// <summary>The first bytes of a buffer that grows where it is too small; what is in them is undefined.</summary>
    private static Span<byte> Room(ref byte[] buffer, int bytes)
    {
        if (buffer.Length < bytes)
            buffer = GC.AllocateUninitializedArray<byte>(bytes);
        return buffer.AsSpan(0, bytes);
    }

    private FrameFormatException Undecodable(int segment, string detail, Exception? inner = null) =>
        Refuse(
            $"its pixels cannot be decoded ({(page.Tiled ? "tile" : "strip")} {segment}: {detail}). The file is damaged: copy or export it again.",
            inner
        );

    private FrameFormatException Refuse(string reason, Exception? inner = null) =>
        new(structure.Bytes.Path, page.Directory.Page, reason, inner);
}
