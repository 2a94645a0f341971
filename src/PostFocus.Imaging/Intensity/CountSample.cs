using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Intensity;

/// <summary>
/// Counts of any range in bounded memory: every pixel until there are too many, then a sample that is thinned by half
/// whenever it is full.
/// </summary>
/// <remarks>
/// A pixel stays while a hash of its position in the sequence has enough trailing zeros. A regular stride would fall
/// on the same columns of every frame; the hash does not, and yet gives the same sample every time.
/// </remarks>
/// <param name="minimum">Smallest count that the pixel type holds, finite.</param>
/// <param name="maximum">Largest count that the pixel type holds, finite.</param>
internal sealed class CountSample(float minimum, float maximum) : ICountDistribution
{
    private const int Capacity = 1 << 20;

    private readonly List<(ulong Hash, float Count)> _kept = [];
    private ulong _mask;
    private ulong _position;
    private float _minimum = float.PositiveInfinity;
    private float _maximum = float.NegativeInfinity;
    private float[]? _sorted;

    public bool TryAdd(ReadOnlySpan<float> counts, out float refused)
    {
        _sorted = null;
        foreach (var count in counts)
        {
            if (!(count >= minimum && count <= maximum))
            {
                refused = count;
                return false;
            }
            _minimum = Math.Min(_minimum, count);
            _maximum = Math.Max(_maximum, count);
            var hash = SplitMix64.Mix(SplitMix64.Increment + _position++);
            if ((hash & _mask) != 0)
                continue;
            if (_kept.Count == Capacity)
            {
                _mask = _mask * 2 + 1;
                _kept.RemoveAll(k => (k.Hash & _mask) != 0);
                if ((hash & _mask) != 0)
                    continue;
            }
            _kept.Add((hash, count));
        }
        refused = 0;
        return true;
    }

    public bool IsEmpty => _kept.Count == 0;

    public double Minimum => _minimum;

    public double Maximum => _maximum;

    public double Percentile(double percent)
    {
        if (_sorted is null)
        {
            _sorted = [.. _kept.Select(k => k.Count)];
            Array.Sort(_sorted);
        }
        return Quantiles.Interpolated<float>(_sorted, percent / 100);
    }
}
