namespace PostFocus.Imaging;

/// <summary>Integer counts, counted exactly: one bin per count.</summary>
internal sealed class CountHistogram : ICountDistribution
{
    private readonly long[] _bins = new long[ushort.MaxValue + 1];
    private long _total;

    public bool TryAdd(ReadOnlySpan<float> counts, out float refused)
    {
        foreach (var count in counts)
        {
            if (!(count >= 0 && count <= ushort.MaxValue) || count != (int)count)
            {
                refused = count;
                return false;
            }
            _bins[(int)count]++;
        }
        _total += counts.Length;
        refused = 0;
        return true;
    }

    public double Minimum => AtRank(0);

    public double Maximum => AtRank(_total - 1);

    public double Percentile(double percent)
    {
        var rank = percent / 100 * (_total - 1);
        var below = (long)Math.Floor(rank);
        double low = AtRank(below), high = AtRank(Math.Min(below + 1, _total - 1));
        return low + (rank - below) * (high - low);
    }

    private int AtRank(long rank)
    {
        long seen = 0;
        for (var count = 0; count < _bins.Length; count++)
        {
            seen += _bins[count];
            if (seen > rank)
                return count;
        }
        return _bins.Length - 1;
    }
}
