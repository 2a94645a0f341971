namespace PostFocus.Transforms.Evaluation;

/// <summary>A quantity over frames, or over sequences.</summary>
/// <param name="Count">How many have it: those for which it is not defined are left out.</param>
/// <param name="Mean">NaN where there are none.</param>
/// <param name="StandardDeviation">Of the sample (n − 1); NaN where there are fewer than two.</param>
public readonly record struct MetricStatistics(int Count, double Mean, double StandardDeviation);

/// <summary>Gathers a quantity, value by value (Welford's way).</summary>
internal sealed class RunningStatistics
{
    private int _count;
    private double _mean,
        _squares;

    public MetricStatistics Statistics =>
        new(_count, _count > 0 ? _mean : double.NaN, _count > 1 ? Math.Sqrt(_squares / (_count - 1)) : double.NaN);

    public void Add(double value)
    {
        if (double.IsNaN(value))
            return;
        var before = value - _mean;
        _mean += before / ++_count;
        _squares += before * (value - _mean);
    }
}
