using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Classification;

namespace PostFocus.Cli.Yield;

/// <summary>LoadFrames → ScoreFocus, with one network for all sequences.</summary>
internal sealed class ScoringPipeline : IDisposable
{
    private readonly MLContext _context;
    private readonly FocusScoringEstimator _estimator;
    private FocusScoringTransformer? _fitted;

    public ScoringPipeline(YieldRequest request)
    {
        _context = request.Context;
        var classifier =
            _context.FocusRestoration.LoadModels(request.ModelPath).Classifier
            ?? throw new PostFocusException(
                $"The model '{request.ModelPath}' has no classifier, which yield needs. Make one with 'postfocus train classifier'."
            );
        _estimator = _context.Transforms.ScoreFocus(classifier);
        PixelMicrons = classifier.PixelMicrons;
    }

    /// <summary>The pixel size that the classifier knows, µm; null where it knows none.</summary>
    public double? PixelMicrons { get; }

    /// <summary>Whether a frame went through the network: what it says before is of it and its device.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Judges the frames of a sequence that can be used.</summary>
    /// <param name="scan">The sequence after a first reading.</param>
    /// <param name="onFrame">Called after each judged frame.</param>
    /// <param name="cancellation">Ends the work between two frames.</param>
    /// <param name="nothingToJudge">How many frames are empty fields.</param>
    /// <returns>A verdict a frame: true = out of focus; null where it cannot be used or shows nothing to judge.</returns>
    public IReadOnlyList<bool?> Judge(SequenceScan scan, Action onFrame, CancellationToken cancellation, out int nothingToJudge)
    {
        nothingToJudge = 0;
        var verdicts = new Dictionary<ScannedFrame, bool?>();
        foreach (var part in scan.Parts)
        {
            var rows = _context.Data.LoadFrames(part);
            // Nothing is learnt from the data: the network is loaded with the first sequence and serves all others.
            var scored = (_fitted ??= _estimator.Fit(rows)).Transform(rows);
            using var cursor = scored.GetRowCursor([
                scored.Schema["PredictedLabel"],
                scored.Schema[FocusScoringTransformer.NothingToJudgeColumn],
            ]);
            var outOfFocus = cursor.GetGetter<bool>(scored.Schema["PredictedLabel"]);
            var empty = cursor.GetGetter<bool>(scored.Schema[FocusScoringTransformer.NothingToJudgeColumn]);
            bool isOut = false,
                isEmpty = false;
            foreach (var frame in part.Frames)
            {
                cancellation.ThrowIfCancellationRequested();
                cursor.MoveNext();
                outOfFocus(ref isOut);
                empty(ref isEmpty);
                IsReady = true;
                verdicts[frame] = isEmpty ? null : isOut;
                nothingToJudge += isEmpty ? 1 : 0;
                onFrame();
            }
        }
        return [.. scan.Frames.Select(frame => verdicts.GetValueOrDefault(frame))];
    }

    public void Dispose() => _fitted?.Dispose();
}
