using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Domain;

/// <summary>One kind of frames: a normal distribution of the statistics of their texture.</summary>
public sealed class DomainComponent
{
    private readonly double[] _mean,
        _precision;

    /// <param name="mean">Of the statistics.</param>
    /// <param name="precision">Inverse of their covariance, row-major, as many rows and columns as the mean has numbers.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or a number is not finite.</exception>
    public DomainComponent(IReadOnlyList<double> mean, IReadOnlyList<double> precision)
    {
        ArgumentNullException.ThrowIfNull(mean);
        ArgumentNullException.ThrowIfNull(precision);
        if (mean.Count == 0 || precision.Count != mean.Count * mean.Count)
            throw new ArgumentException(
                $"A mean of {mean.Count} numbers needs a precision of {mean.Count * mean.Count}, not {precision.Count}.",
                nameof(precision)
            );
        if (!mean.Concat(precision).All(double.IsFinite))
            throw new ArgumentException("Mean and precision must be finite.", nameof(mean));
        (_mean, _precision) = ([.. mean], [.. precision]);
    }

    /// <summary>Mean of the statistics.</summary>
    public IReadOnlyList<double> Mean => _mean;

    /// <summary>Inverse of their covariance, row-major.</summary>
    public IReadOnlyList<double> Precision => _precision;

    /// <summary>Mahalanobis distance over the root of the number of statistics: about 1 for frames of this kind.</summary>
    internal double Distance(ReadOnlySpan<float> statistics)
    {
        var n = _mean.Length;
        Span<double> away = stackalloc double[n];
        for (var i = 0; i < n; i++)
            away[i] = statistics[i] - _mean[i];
        double sum = 0;
        for (var i = 0; i < n; i++)
        {
            double row = 0;
            for (var j = 0; j < n; j++)
                row += _precision[i * n + j] * away[j];
            sum += row * away[i];
        }
        return Math.Sqrt(Math.Max(0, sum) / n);
    }

    /// <summary>Written to a zip, or read from it where there is none.</summary>
    internal static DomainComponent Through(ModelZipFields zip, DomainComponent? component, int statistics)
    {
        double[] mean = new double[statistics],
            precision = new double[statistics * statistics];
        for (var i = 0; i < mean.Length; i++)
            mean[i] = zip.Field(component?._mean[i] ?? 0);
        for (var i = 0; i < precision.Length; i++)
            precision[i] = zip.Field(component?._precision[i] ?? 0);
        return new(mean, precision);
    }
}
