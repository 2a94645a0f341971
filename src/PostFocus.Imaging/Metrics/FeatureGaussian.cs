using MathNet.Numerics.LinearAlgebra;

namespace PostFocus.Imaging.Metrics;

/// <summary>Mean and covariance of feature vectors, gathered one by one in double precision (Welford's way).</summary>
/// <remarks>Memory grows with the square of the vectors' length, and not with their number.</remarks>
public sealed class FeatureGaussian
{
    private double[] _mean = [];
    private double[] _deviations = [];

    /// <summary>Vectors added so far.</summary>
    public int Count { get; private set; }

    /// <summary>Length of the vectors; 0 before the first.</summary>
    public int Length => _mean.Length;

    /// <summary>Adds a vector.</summary>
    /// <param name="features">As long as the others, at least 1, finite.</param>
    /// <exception cref="ArgumentException">The vector is empty, of another length, or not finite.</exception>
    public void Add(ReadOnlySpan<float> features)
    {
        if (features.IsEmpty || (Count > 0 && features.Length != Length))
            throw new ArgumentException(
                $"The vector has {features.Length} features where {(Count > 0 ? Length : "at least 1")} are needed.",
                nameof(features)
            );
        foreach (var feature in features)
        {
            if (!float.IsFinite(feature))
                throw new ArgumentException($"A feature is {feature}.", nameof(features));
        }
        if (Count++ == 0)
            (_mean, _deviations) = (new double[features.Length], new double[features.Length * features.Length]);

        var before = new double[Length];
        for (var i = 0; i < Length; i++)
        {
            before[i] = features[i] - _mean[i];
            _mean[i] += before[i] / Count;
        }
        for (var i = 0; i < Length; i++)
        {
            var after = features[i] - _mean[i];
            for (var j = 0; j < Length; j++)
                _deviations[i * Length + j] += after * before[j];
        }
    }

    internal Vector<double> Mean => Vector<double>.Build.Dense(_mean);

    /// <summary>Of the sample (n − 1); symmetric, so that row- and column-major are one.</summary>
    internal Matrix<double> Covariance
    {
        get
        {
            var sums = Matrix<double>.Build.Dense(Length, Length, _deviations);
            return (sums + sums.Transpose()) / (2.0 * (Count - 1));
        }
    }
}
