namespace PostFocus.Imaging.Intensity;

/// <summary>Integer counts of a small range, counted exactly: one bin per count.</summary>
/// <param name="minimum">Smallest count.</param>
/// <param name="maximum">Largest count.</param>
internal sealed class CountHistogram(int minimum, int maximum) : ICountDistribution
{
    private readonly long[] _bins = new long[maximum - minimum + 1];
    private long _total;

    public bool TryAdd(ReadOnlySpan<float> counts, out float refused)
    {
        foreach (var count in counts)
        {
            if (!(count >= minimum && count <= maximum) || count != (int)count)
            {
                refused = count;
                return false;
            }
            _bins[(int)count - minimum]++;
        }
        _total += counts.Length;
        refused = 0;
        return true;
    }

    public bool IsEmpty => _total == 0;

    public double Minimum => AtRank(0);

    public double Maximum => AtRank(_total - 1);

    public double Percentile(double percent)
    {
        var rank = percent / 100 * (_total - 1);
        var below = (long)Math.Floor(rank);
        double low = AtRank(below),
            high = AtRank(Math.Min(below + 1, _total - 1));
        return low + (rank - below) * (high - low);
    }

    private int AtRank(long rank)
    {
        long seen = 0;
        for (var bin = 0; bin < _bins.Length; bin++)
        {
            seen += _bins[bin];
            if (seen > rank)
                return minimum + bin;
        }
        return maximum;
    }
}
