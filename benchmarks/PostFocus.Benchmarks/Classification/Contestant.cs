using Microsoft.ML;

namespace PostFocus.Benchmarks.Classification;

/// <summary>A way of finding out-of-focus frames.</summary>
/// <param name="Name">As it is named on the command line and in the report.</param>
/// <param name="Description">For the report.</param>
/// <param name="Estimator">From frames with labels to PredictedLabel and Probability.</param>
internal sealed record Contestant(string Name, string Description, Func<MLContext, IEstimator<ITransformer>> Estimator);
