using System.Collections;

namespace PostFocus.Imaging.Tiff;

/// <summary>The ranges of bytes that a file uses, to tell which of them serve one purpose only.</summary>
internal sealed class TiffRanges
{
    private readonly List<(ulong Start, ulong End)> _ranges = [];
    private bool _complete;

    public int Count => _ranges.Count;

    /// <summary>Adds a range; not after the first question.</summary>
    public void Add(ulong offset, ulong count)
    {
        if (count > 0)
            _ranges.Add((offset, offset + count));
    }

    /// <summary>Whether this very range was added, once, and overlaps no other.</summary>
    public bool IsExclusive(ulong offset, ulong count)
    {
        if (!_complete)
            KeepExclusive();
        return _ranges.BinarySearch((offset, offset + count)) >= 0;
    }

    private void KeepExclusive()
    {
        _ranges.Sort();
        var overlaps = new BitArray(_ranges.Count);
        var furthest = 0;
        for (var i = 1; i < _ranges.Count; i++)
        {
            // In order of their starts, a range overlaps an earlier one only if it overlaps the one that reaches furthest.
            if (_ranges[i].Start < _ranges[furthest].End)
                overlaps[i] = overlaps[furthest] = true;
            if (_ranges[i].End > _ranges[furthest].End)
                furthest = i;
        }
        var kept = 0;
        for (var i = 0; i < _ranges.Count; i++)
            if (!overlaps[i])
                _ranges[kept++] = _ranges[i];
        _ranges.RemoveRange(kept, _ranges.Count - kept);
        _complete = true;
    }
}
