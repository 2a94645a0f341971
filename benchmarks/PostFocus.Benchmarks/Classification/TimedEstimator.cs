using System.Diagnostics;
using Microsoft.ML;

namespace PostFocus.Benchmarks.Classification;

/// <summary>An estimator that notes how long each of its fits took.</summary>
internal sealed class TimedEstimator(IEstimator<ITransformer> inner) : IEstimator<ITransformer>
{
    private readonly List<double> _seconds = [];

    /// <summary>Of each fit, in order.</summary>
    public IReadOnlyList<double> Seconds => _seconds;

    public ITransformer Fit(IDataView input)
    {
        var clock = Stopwatch.StartNew();
        var fitted = inner.Fit(input);
        _seconds.Add(clock.Elapsed.TotalSeconds);
        Console.Error.WriteLine($"fold {_seconds.Count} trained in {_seconds[^1]:F0} s");
        return fitted;
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema is null ? throw new ArgumentNullException(nameof(inputSchema)) : inner.GetOutputSchema(inputSchema);
}
