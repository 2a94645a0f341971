using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML;

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
    private const int TestSeed = 1,
        FoldSeed = 2;

    private readonly MLContext _context;
    private readonly IDataView _training;

    /// <param name="context">The context.</param>
    /// <param name="manifests">Of the kinds of objects.</param>
    /// <param name="sweep">Manifest of other wells in many planes; null for none.</param>
    public Protocol(MLContext context, IReadOnlyList<string> manifests, string? sweep)
    {
        _context = context;
        Sweep = sweep is null ? null : context.Data.LoadFrames(sweep);
        // Manifests name frames, labels and planes; what those show depends on the simulation, whose commands the report names.
        Fingerprint = Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(manifests.Append(sweep).OfType<string>().Select(File.ReadAllText))))
        )[..16];
        var all = context.Data.LoadFrames([.. manifests]);
        var split = context.Data.TrainTestSplit(all, TestShare, Well, TestSeed);
        (_training, Test) = (split.TrainSet, split.TestSet);
    }

    /// <summary>Frames of wells that no fold has seen.</summary>
    public IDataView Test { get; }

    /// <summary>Frames of further wells in many planes.</summary>
    public IDataView? Sweep { get; }

    /// <summary>Of all manifests.</summary>
    public string Fingerprint { get; }

    /// <summary>Trains one model a fold and keeps them.</summary>
    public FittedFolds Train(Contestant contestant, string folder)
    {
        var timed = new TimedEstimator(contestant.Estimator(_context));
        var results = _context.BinaryClassification.CrossValidate(_training, timed, Folds, samplingKeyColumnName: Well, seed: FoldSeed);
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

    /// <summary>The frames of data as they are.</summary>
    public IReadOnlyList<TestFrame> Frames(IDataView frames) =>
        [.. _context.Data.CreateEnumerable<TestFrame>(frames, reuseRowObject: false)];

    /// <summary>What a contestant's kept models say.</summary>
    public ContestantResult Score(string contestant, string models)
    {
        var fitted = FittedFolds.Read(models, contestant)!;
        List<Verdicts> folds = [];
        double rate = 0;
        var sweep = Verdicts.Of([]);
        for (var fold = 0; fold < fitted.Seconds.Count; fold++)
        {
            var model = _context.Model.Load(FittedFolds.Model(models, contestant, fold), out _);
            folds.Add(Verdicts.Of(Score(model, Test)));
            if (fold == 0)
            {
                var clock = Stopwatch.StartNew();
                rate = Score(model, Test).Count / clock.Elapsed.TotalSeconds;
                sweep = Sweep is null ? sweep : Verdicts.Of(Score(model, Sweep));
            }
            (model as IDisposable)?.Dispose();
        }
        return new(
            contestant,
            Fingerprint,
            fitted.Seconds,
            new FileInfo(FittedFolds.Model(models, contestant, 0)).Length / 1e6,
            rate,
            folds,
            sweep
        );
    }

    private IReadOnlyList<ScoredFrame> Score(ITransformer model, IDataView frames) =>
        [.. _context.Data.CreateEnumerable<ScoredFrame>(model.Transform(frames), reuseRowObject: false)];
}
