namespace PostFocus.Imaging.Intensity;

/// <summary>The distribution of the counts of a whole sequence, gathered frame by frame.</summary>
internal interface ICountDistribution
{
    /// <summary>Adds counts, or says which one is impossible.</summary>
    bool TryAdd(ReadOnlySpan<float> counts, out float refused);

    bool IsEmpty { get; }

    double Minimum { get; }

    double Maximum { get; }

    /// <summary>Percentile in [0, 100], interpolated linearly between ranks (NumPy's default).</summary>
    double Percentile(double percent);
}
