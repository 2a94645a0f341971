using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Domain;

namespace PostFocus.Cli.BestPlane;

/// <summary>LoadFrames → ScoreFocus → ScoreDomain, with one network for all stacks.</summary>
internal sealed class PlanePipeline : IDisposable
{
    private readonly MLContext _context;
    private readonly IEstimator<ITransformer> _estimator;
    private readonly DomainScoringEstimator.Options? _domain;
    private ITransformer? _fitted;

    public PlanePipeline(BestPlaneRequest request)
    {
        _context = request.Context;
        var models = _context.FocusRestoration.LoadModels(request.ModelPath);
        if (models.Classifier is not { } classifier)
            throw new PostFocusException(
                $"The model '{request.ModelPath}' has no classifier, which best-plane needs. Make one with 'postfocus train classifier'."
            );
        _estimator = _context.Transforms.ScoreFrames(models);
        _domain = models.Domain is null ? null : new();
        PixelMicrons = classifier.PixelMicrons;
    }

    /// <summary>The pixel size that the classifier knows, µm; null where it knows none.</summary>
    public double? PixelMicrons { get; }

    /// <summary>Whether a frame went through the network: what it says before is of it and its device.</summary>
    public bool IsReady { get; private set; }

    /// <summary>What is said of planes, in their order; null of empty fields, which have no focus.</summary>
    /// <param name="part">Frames of planes.</param>
    /// <param name="planes">The planes.</param>
    public IEnumerable<Func<JudgedPlane?>> Judge(ScannedPart part, IEnumerable<FocalPlane> planes)
    {
        var frames = _context.Data.LoadFrames(part);
        // Nothing is learnt from the data: the networks are loaded with the first stack and serve all others.
        var scored = (_fitted ??= _estimator.Fit(frames)).Transform(frames);
        using var cursor = scored.GetRowCursor(scored.Schema);
        var isOutOfFocus = Value<bool>("PredictedLabel")!;
        var probability = Value<float>("Probability")!;
        var isEmpty = Value<bool>(FocusScoringTransformer.NothingToJudgeColumn)!;
        var defocus = Value<float>(FocusScoringTransformer.DefocusMicronsColumn);
        var inDomain = _domain is null ? null : Value<bool>(_domain.InDomainColumnName);
        foreach (var plane in planes)
        {
            cursor.MoveNext();
            yield return () =>
            {
                var judged = new JudgedPlane(plane, isOutOfFocus(), probability(), defocus?.Invoke(), inDomain?.Invoke());
                IsReady = true;
                return isEmpty() ? null : judged;
            };
        }

        Func<T>? Value<T>(string column)
        {
            if (scored.Schema.GetColumnOrNull(column) is not { } found)
                return null;
            var getter = cursor.GetGetter<T>(found);
            return () =>
            {
                T value = default!;
                getter(ref value);
                return value;
            };
        }
    }

    public void Dispose() => (_fitted as IDisposable)?.Dispose();
}
