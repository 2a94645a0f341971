namespace PostFocus.Imaging.SampleFormats;

/// <summary>A palette of greys: what each index of a page stands for.</summary>
internal sealed class GreyPalette
{
    private readonly ushort[] _counts;
    private readonly Dictionary<float, int> _indices = [];

    private GreyPalette(PixelType type, ushort[] counts)
    {
        (Type, _counts) = (type, counts);
        for (var i = 0; i < counts.Length; i++)
            _indices.TryAdd(counts[i], i);
    }

    /// <summary>The greys, 8- or 16-bit.</summary>
    public PixelType Type { get; }

    /// <param name="colours">Red, green and blue of all indices, one after the other, 16-bit.</param>
    /// <returns>Null where any entry is not grey.</returns>
    public static GreyPalette? Find(ReadOnlySpan<ulong> colours)
    {
        var entries = colours.Length / 3;
        var red = colours[..entries];
        if (!red.SequenceEqual(colours.Slice(entries, entries)) || !red.SequenceEqual(colours[(2 * entries)..]))
            return null;
        // 8-bit greys are written times 257 (white is 65535), times 256 (ImageJ), or, by mistake, as they are.
        var greys = red.ToArray();
        foreach (var factor in (ReadOnlySpan<uint>)[257, 256, 1])
            if (greys.All(grey => grey % factor == 0 && grey / factor <= byte.MaxValue))
                return new GreyPalette(PixelType.UInt8, [.. greys.Select(grey => (ushort)(grey / factor))]);
        return new GreyPalette(PixelType.UInt16, [.. greys.Select(grey => (ushort)grey)]);
    }

    public void ToCounts(Span<float> indices)
    {
        foreach (ref var value in indices)
            value = _counts[(int)value];
    }

    /// <summary>Takes counts to indices; all of them are in the palette.</summary>
    public void ToIndices(Span<float> counts)
    {
        foreach (ref var value in counts)
            value = _indices[value];
    }

    /// <summary>The first count of a frame that is not in the palette; null where it has all.</summary>
    public float? Lacks(Frame frame)
    {
        foreach (var count in frame.Counts)
            if (!_indices.ContainsKey(count))
                return count;
        return null;
    }
}
