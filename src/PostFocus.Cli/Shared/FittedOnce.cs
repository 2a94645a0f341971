using Microsoft.ML;

namespace PostFocus.Cli.Shared;

/// <summary>
/// Estimators that learn nothing from data: their networks are loaded with the first frames, and serve all others.
/// </summary>
/// <param name="estimator">Several, appended.</param>
internal sealed class FittedOnce(IEstimator<ITransformer> estimator) : IDisposable
{
    private ITransformer? _fitted;

    /// <summary>What the transformers make of frames; lazy.</summary>
    public IDataView Transform(IDataView frames) => (_fitted ??= estimator.Fit(frames)).Transform(frames);

    public void Dispose() => (_fitted as IDisposable)?.Dispose();
}
