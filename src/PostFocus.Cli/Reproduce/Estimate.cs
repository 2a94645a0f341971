using PostFocus.Imaging.Statistics;

namespace PostFocus.Cli.Reproduce;

/// <summary>A figure with what is known of it.</summary>
/// <param name="Value">NaN where there is none.</param>
/// <param name="Deviation">Standard deviation over what it is the mean of; NaN of shares and counts.</param>
/// <param name="Interval">95 %; NaN of counts.</param>
/// <param name="Count">Frames or videos that it is taken over.</param>
internal sealed record Estimate(double Value, double Deviation, ConfidenceInterval Interval, int Count)
{
    private static readonly ConfidenceInterval s_none = new(double.NaN, double.NaN);

    /// <summary>A part of a whole, with Wilson's interval.</summary>
    public static Estimate Share(int part, int whole) =>
        new((double)part / whole, double.NaN, whole > 0 ? ConfidenceInterval.Wilson(part, whole) : s_none, whole);

    /// <summary>A mean, with its interval by drawing wells; what is not finite does not count.</summary>
    public static Estimate Mean(IEnumerable<(string Well, double Value)> values)
    {
        (string Well, double Value)[] known = [.. values.Where(v => double.IsFinite(v.Value))];
        return known.Length == 0
            ? new(double.NaN, double.NaN, s_none, 0)
            : new(
                known.Average(v => v.Value),
                Moments.SampleDeviation<double>([.. known.Select(v => v.Value)]),
                BootstrapOverWells.OfMean(known),
                known.Length
            );
    }

    /// <summary>What was counted, and is not a sample of anything.</summary>
    public static Estimate Known(double value) => new(value, double.NaN, s_none, 0);
}
