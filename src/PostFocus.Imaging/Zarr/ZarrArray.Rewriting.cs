using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Zarr;

internal sealed partial class ZarrArray
{
    /// <summary>How its chunks are stored, in words.</summary>
    public string Stored =>
        _encoding.Codecs.Count > 0 ? $"by {string.Join(", ", _encoding.Codecs.Select(c => c.Name))}" : "as they are, without compression";

    /// <summary>Puts planes into a copy of the array; chunks that hold none of them keep their bytes.</summary>
    /// <param name="copy">Folder of the copy.</param>
    /// <param name="planes">The planes.</param>
    public void Rewrite(string copy, SpooledPlanes planes)
    {
        var axes = Enumerable.Range(0, Shape.Length).ToArray();
        int[] file = [.. axes.Select(axis => _chunk[axis] * _chunks.PerFile(axis))];
        // All planes of a file at once, so that each file is written once.
        foreach (
            var together in planes
                .Pages.Select(page => (Page: page, At: Position(page)))
                .GroupBy(plane => string.Join('.', plane.At.Select((at, axis) => at / file[axis])))
        )
        {
            (int Page, int[] At)[] changed = [.. together];
            for (var y = 0; y < Along(Height, file[^2]); y++)
            for (var x = 0; x < Along(Width, file[^1]); x++)
                _chunks.Rewrite(
                    [.. changed[0].At.Select((at, axis) => at / file[axis]), y, x],
                    copy,
                    chunk => Patched(chunk, changed, planes)
                );
        }
    }

    /// <summary>A chunk as it is stored with the planes in it; null where none is.</summary>
    private byte[]? Patched(int[] chunk, (int Page, int[] At)[] changed, SpooledPlanes planes)
    {
        var within = changed.Where(plane => plane.At.Select((at, axis) => at / _chunk[axis] == chunk[axis]).All(isIn => isIn)).ToList();
        var area = Area(chunk);
        if (within.Count == 0 || area.Width <= 0 || area.Height <= 0)
            return null;
        var holds = chunk[..^2]
            .Select((number, axis) => Math.Min(_chunk[axis], Shape[axis] - number * _chunk[axis]))
            .Aggregate(1, (a, b) => a * b);
        var samples = within.Count < holds && _chunks.Find(chunk) is { } piece ? Decode(piece) : Unwritten();
        var row = new byte[area.Width * SampleBytes];
        var counts = new float[area.Width];
        foreach ((var page, var at) in within)
        {
            var first = at.Select((position, axis) => position % _chunk[axis] * _strides[axis]).Sum();
            for (var y = 0; y < area.Height; y++)
            {
                planes.Read(page, area.Y + y, area.X, counts);
                ToSamples(counts, row);
                Scatter(row, samples, first + y * _strides[^2]);
            }
        }
        return _encoding.Encode(samples);
    }

    /// <summary>The samples of a chunk that is not stored.</summary>
    private byte[] Unwritten()
    {
        var samples = new byte[_chunkBytes];
        var counts = new float[_chunkBytes / SampleBytes];
        counts.AsSpan().Fill(_fill);
        ToSamples(counts, samples);
        return samples;
    }

    private void ToSamples(ReadOnlySpan<float> counts, Span<byte> samples)
    {
        SampleKind.Of(_type).FromCounts(counts, samples);
        if (_encoding.BigEndian == BitConverter.IsLittleEndian)
            ZarrType.Swap(samples, SampleBytes);
    }

    private void Scatter(ReadOnlySpan<byte> row, Span<byte> samples, int first)
    {
        var size = SampleBytes;
        for (var x = 0; x < row.Length / size; x++)
            row.Slice(x * size, size).CopyTo(samples[((first + x * _strides[^1]) * size)..]);
    }
}
