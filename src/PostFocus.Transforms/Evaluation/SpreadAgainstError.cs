using PostFocus.Imaging.Metrics;

namespace PostFocus.Transforms.Evaluation;

/// <summary>What the spread of the samples tells of the error. Two numbers a frame are kept, for their ranks.</summary>
internal sealed class SpreadAgainstError
{
    private const double Deviations = 2;

    private readonly List<double> _spreads = [],
        _errors = [];
    private readonly RunningStatistics _withinFrames = new(),
        _coverage = new();

    /// <summary>Over frames: mean spread against root mean square error.</summary>
    public double OverFrames => RankCorrelation.Spearman(_spreads, _errors);

    /// <summary>Over the pixels of a frame: spread against absolute error.</summary>
    public MetricStatistics WithinFrames => _withinFrames.Statistics;

    /// <summary>Share of pixels whose truth lies within two spreads of the restored value.</summary>
    public MetricStatistics Coverage => _coverage.Statistics;

    /// <param name="restored">Restored values.</param>
    /// <param name="truth">The truth, the same axes and unit.</param>
    /// <param name="spread">Standard deviation over the samples, the same axes and unit.</param>
    public void Add(ReadOnlySpan<float> restored, ReadOnlySpan<float> truth, double[] spread)
    {
        // A single sample has no spread, and says nothing about its error.
        if (spread.All(s => s == 0))
            return;
        var errors = new double[spread.Length];
        var covered = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            errors[i] = Math.Abs((double)restored[i] - truth[i]);
            if (errors[i] <= Deviations * spread[i])
                covered++;
        }
        _spreads.Add(spread.Average());
        _errors.Add(Math.Sqrt(errors.Average(e => e * e)));
        _withinFrames.Add(RankCorrelation.Spearman(spread, errors));
        _coverage.Add((double)covered / errors.Length);
    }
}
