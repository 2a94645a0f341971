using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Benchmarks.Classification;

/// <summary>
/// The paper's protocol (Wu et al. 2024, section 2.3): a quarter of the data is held out for testing, and five folds of
/// the rest each train a model. Here everything is split by well.
/// </summary>
internal sealed class Protocol
{
    private const string Well = "Sequence";
    private const double TestShare = 0.25;
    private const int Folds = 5;

    // Two seeds: by the same one a fold would be the wells that the test set already took.
    private const int TestSeed = 1, FoldSeed = 2;

    private readonly MLContext _context;
    private readonly IDataView _training;

    public Protocol(MLContext context, IReadOnlyList<string> manifests)
    {
        _context = context;
        IDataView all = context.Data.LoadFrames([.. manifests]);
        var split = context.Data.TrainTestSplit(all, TestShare, Well, TestSeed);
        (_training, Test) = (split.TrainSet, split.TestSet);
    }

    /// <summary>Frames of wells that no fold has seen.</summary>
    public IDataView Test { get; }

    /// <summary>Trains one model a fold and keeps them.</summary>
    public FittedFolds Train(Contestant contestant, string folder)
    {
        var timed = new TimedEstimator(contestant.Estimator(_context));
        IReadOnlyList<TrainCatalogBase.CrossValidationResult<CalibratedBinaryClassificationMetrics>> results =
            _context.BinaryClassification.CrossValidate(_training, timed, Folds, samplingKeyColumnName: Well, seed: FoldSeed);
        Directory.CreateDirectory(Path.Combine(folder, contestant.Name));
        foreach (var result in results)
        {
            _context.Model.Save(result.Model, _training.Schema, FittedFolds.Model(folder, contestant.Name, result.Fold));
            (result.Model as IDisposable)?.Dispose();
        }
        var fitted = new FittedFolds(timed.Seconds, [.. results.Select(r => r.Metrics.Accuracy)]);
        fitted.Write(folder, contestant.Name);
        return fitted;
    }

    public IReadOnlyList<ScoredFrame> Score(ITransformer model, IDataView frames) =>
        [.. _context.Data.CreateEnumerable<ScoredFrame>(model.Transform(frames), reuseRowObject: false)];
}
