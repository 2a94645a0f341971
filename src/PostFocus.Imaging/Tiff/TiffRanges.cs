namespace PostFocus.Imaging;

/// <summary>The ranges of bytes that a file uses, to tell which of them serve one purpose only.</summary>
internal sealed class TiffRanges
{
    private readonly List<(ulong Start, ulong End)> _ranges = [];
    private HashSet<(ulong Start, ulong End)>? _exclusive;

    public void Add(ulong offset, ulong count)
    {
        if (count > 0)
            _ranges.Add((offset, offset + count));
        _exclusive = null;
    }

    /// <summary>Whether this very range was added, once, and overlaps no other.</summary>
    public bool IsExclusive(ulong offset, ulong count) => (_exclusive ??= Exclusive()).Contains((offset, offset + count));

    private HashSet<(ulong, ulong)> Exclusive()
    {
        _ranges.Sort();
        HashSet<(ulong, ulong)> exclusive = [.. _ranges];
        var furthest = 0;
        for (var i = 1; i < _ranges.Count; i++)
        {
            // In order of their starts, a range overlaps an earlier one only if it overlaps the one that reaches furthest.
            if (_ranges[i].Start < _ranges[furthest].End)
            {
                exclusive.Remove(_ranges[i]);
                exclusive.Remove(_ranges[furthest]);
            }
            if (_ranges[i].End > _ranges[furthest].End)
                furthest = i;
        }
        return exclusive;
    }
}
