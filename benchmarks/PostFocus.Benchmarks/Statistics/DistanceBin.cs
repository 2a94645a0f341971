namespace PostFocus.Benchmarks.Statistics;

/// <summary>Frames that are so far from best focus, on either side.</summary>
/// <param name="From">Least distance, µm.</param>
/// <param name="To">Distance below which they are, µm.</param>
internal readonly record struct DistanceBin(double From, double To)
{
    public string Name => double.IsInfinity(To) ? $"from {From}" : $"{From} to {To}";

    /// <param name="edges">Rising, µm; the last may be infinity.</param>
    public static IReadOnlyList<DistanceBin> Between(params double[] edges) =>
        [.. edges.Zip(edges.Skip(1), (from, to) => new DistanceBin(from, to))];

    public bool Holds(double defocusMicrons) => Math.Abs(defocusMicrons) >= From && Math.Abs(defocusMicrons) < To;
}
