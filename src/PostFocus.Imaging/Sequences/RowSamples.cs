using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Sequences;

/// <summary>Some pixels of each row of a frame: enough to tell whether the rows of the next frame are the same rows.</summary>
internal sealed class RowSamples
{
    private const int PerRow = 64;

    // Of the samples of all other rows: noise makes most differ.
    private const double Alike = 0.5;

    private readonly float[] _samples;
    private readonly int _height,
        _width,
        _perRow;

    public RowSamples(Frame frame)
    {
        (_height, _width, _perRow) = (frame.Height, frame.Width, Math.Min(PerRow, frame.Width));
        _samples = new float[_height * _perRow];
        for (var y = 0; y < _height; y++)
        for (var i = 0; i < _perRow; i++)
            _samples[y * _perRow + i] = frame.Counts[y * _width + (int)((long)i * _width / _perRow)];
    }

    /// <summary>
    /// Rows that are those of the frame before, noise and all, where all others are this frame's own; 0 for a frame that is repeated as a
    /// whole, for drawings, and for frames without noise, whose still parts are alike.
    /// </summary>
    /// <param name="before">Of the frame before.</param>
    public int StaleRows(RowSamples before)
    {
        if ((_height, _width) != (before._height, before._width))
            return 0;
        int stale = 0,
            own = 0,
            alike = 0;
        for (var y = 0; y < _height; y++)
        {
            ReadOnlySpan<float> row = Row(y),
                earlier = before.Row(y);
            if (row.SequenceEqual(earlier))
            {
                stale += RepeatedRows.IsNoisy(row) ? 1 : 0;
                continue;
            }
            own++;
            for (var i = 0; i < _perRow; i++)
                alike += row[i] == earlier[i] ? 1 : 0;
        }
        return alike < Alike * own * _perRow ? stale : 0;
    }

    private ReadOnlySpan<float> Row(int y) => _samples.AsSpan(y * _perRow, _perRow);
}
