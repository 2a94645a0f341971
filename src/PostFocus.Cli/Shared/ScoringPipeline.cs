using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Domain;

namespace PostFocus.Cli.Shared;

/// <summary>LoadFrames → ScoreFocus → ScoreDomain, where the model has a domain, with one network for all sequences.</summary>
internal sealed class ScoringPipeline : IDisposable
{
    private readonly MLContext _context;
    private readonly FittedOnce _scoring;
    private readonly DomainScoringEstimator.Options? _domain;

    /// <param name="context">Device and log.</param>
    /// <param name="modelPath">A zip with a classifier.</param>
    /// <param name="verb">What needs it, for messages.</param>
    /// <exception cref="PostFocusException">The zip has none, or cannot be used.</exception>
    public ScoringPipeline(MLContext context, string modelPath, string verb)
    {
        _context = context;
        var models = context.FocusRestoration.LoadModels(modelPath);
        if (models.Classifier is not { } classifier)
            throw new PostFocusException(
                $"The model '{modelPath}' has no classifier, which {verb} needs. Make one with 'postfocus train classifier'."
            );
        _scoring = new(context.Transforms.ScoreFrames(models));
        _domain = models.Domain is null ? null : new();
        PixelMicrons = classifier.PixelMicrons;
    }

    /// <summary>The pixel size that the classifier knows, µm; null where it knows none.</summary>
    public double? PixelMicrons { get; }

    /// <summary>Whether a frame went through the network: what it says before is of it and its device.</summary>
    public bool IsReady { get; private set; }

    /// <summary>
    /// What is said of frames, in their order, each when it is asked for; null of empty fields, which have no focus.
    /// </summary>
    public IEnumerable<Func<FocusVerdict?>> Judge(ScannedPart part)
    {
        var scored = _scoring.Transform(_context.Data.LoadFrames(part));
        using var cursor = scored.GetRowCursor(scored.Schema);
        var isOutOfFocus = Value<bool>("PredictedLabel")!;
        var probability = Value<float>("Probability")!;
        var isEmpty = Value<bool>(FocusScoringTransformer.NothingToJudgeColumn)!;
        var defocus = Value<float>(FocusScoringTransformer.DefocusMicronsColumn);
        (var inDomain, var domainScore) = _domain is null
            ? default
            : (Value<bool>(_domain.InDomainColumnName), Value<float>(_domain.ScoreColumnName));
        foreach (var _ in part.Frames)
        {
            cursor.MoveNext();
            yield return () =>
            {
                var verdict = new FocusVerdict(isOutOfFocus(), probability(), defocus?.Invoke(), inDomain?.Invoke(), domainScore?.Invoke());
                IsReady = true;
                return isEmpty() ? null : verdict;
            };
        }

        Func<T>? Value<T>(string column) => scored.Schema.GetColumnOrNull(column) is { } found ? cursor.GetGetter<T>(found).Value : null;
    }

    public void Dispose() => _scoring.Dispose();
}
