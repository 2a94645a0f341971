using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.NoData;

/// <summary>Adjoining pixels of exactly one count, and the steps at their edge; of one group after the other.</summary>
internal sealed class Plateau
{
    private readonly float[] _counts;
    private readonly int _height,
        _width;
    private readonly bool[] _seen;
    private readonly List<int> _pixels = [];
    private readonly List<float> _steps = [];
    private readonly Func<int, bool> _belongs;

    /// <param name="counts">The frame, axes [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public Plateau(float[] counts, int height, int width)
    {
        (_counts, _height, _width, _seen) = (counts, height, width, new bool[counts.Length]);
        _belongs = at => _counts[at] == Count;
    }

    /// <summary>The count of all its pixels.</summary>
    public float Count { get; private set; }

    /// <summary>Row-major.</summary>
    public IReadOnlyList<int> Pixels => _pixels;

    /// <summary>How many sides of its pixels lie at the border of the frame.</summary>
    public int SidesAtBorder { get; private set; }

    /// <summary>How many sides its pixels have in common.</summary>
    public long SidesInside => (4L * _pixels.Count - _steps.Count - SidesAtBorder) / 2;

    /// <summary>Whether it ends in any step.</summary>
    public bool HasSteps => _steps.Count > 0;

    /// <summary>The lower decile of the steps at its edge; 0 where there is none.</summary>
    public double LowestStep => Step(_steps.Count / 10);

    /// <summary>Their median; 0 where there is none.</summary>
    public double TypicalStep => Step(_steps.Count / 2);

    /// <summary>Whether a pixel was part of a group before.</summary>
    public bool HasSeen(int at) => _seen[at];

    /// <summary>All pixels can be collected once more.</summary>
    public void Forget() => Array.Clear(_seen);

    /// <summary>Collects the group that a pixel belongs to.</summary>
    public void Collect(int start)
    {
        (Count, SidesAtBorder) = (_counts[start], 0);
        _pixels.Clear();
        _steps.Clear();
        FloodFill.Into(_pixels, [start], _height, _width, _seen, _belongs);
        foreach (var at in _pixels)
        {
            var (y, x) = Math.DivRem(at, _width);
            AddSide(y > 0, at - _width);
            AddSide(y < _height - 1, at + _width);
            AddSide(x > 0, at - 1);
            AddSide(x < _width - 1, at + 1);
        }
    }

    private void AddSide(bool inside, int beside)
    {
        if (!inside)
            SidesAtBorder++;
        // A NaN does not make a step.
        else if (_counts[beside] != Count && float.IsFinite(_counts[beside]))
            _steps.Add(Math.Abs(_counts[beside] - Count));
    }

    private double Step(int place)
    {
        _steps.Sort();
        return _steps.Count == 0 ? 0 : _steps[place];
    }
}
