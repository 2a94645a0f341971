using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Cli.Run;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;

namespace PostFocus.Cli.Yield;

/// <summary>LoadFrames → ScoreFocus, with one network for all sequences.</summary>
internal sealed class ScoringPipeline : IDisposable
{
    private readonly MLContext _context;
    private readonly double? _cameraOffset;
    private readonly FocusScoringEstimator _estimator;
    private FocusScoringTransformer? _fitted;

    public ScoringPipeline(YieldRequest request)
    {
        (_context, _cameraOffset) = (request.Context, request.CameraOffset);
        FocusModel classifier = _context.FocusRestoration.LoadModels(request.ModelPath).Classifier ?? throw new PostFocusException(
            $"The model '{request.ModelPath}' has no classifier, which yield needs. Make one with 'postfocus train classifier'.");
        _estimator = _context.Transforms.ScoreFocus(classifier);
        PixelMicrons = classifier.PixelMicrons;
    }

    /// <summary>The pixel size that the classifier knows, µm; null where it knows none.</summary>
    public double? PixelMicrons { get; }

    /// <summary>Whether a frame went through the network: what it says before is of it and its device.</summary>
    public bool IsReady { get; private set; }

    /// <summary>Judges the frames of a sequence that can be used.</summary>
    /// <param name="frames">Its frames after a first look.</param>
    /// <param name="sequence">The sequence.</param>
    /// <param name="onFrame">Called after each judged frame.</param>
    /// <param name="cancellation">Ends the work between two frames.</param>
    /// <param name="nothingToJudge">How many frames are empty fields.</param>
    /// <returns>A verdict a frame: true = out of focus; null where it cannot be used or shows nothing to judge.</returns>
    public IReadOnlyList<bool?> Judge(IReadOnlyList<CheckedFrame> frames, FrameSequence sequence, Action onFrame, CancellationToken cancellation, out int nothingToJudge)
    {
        nothingToJudge = 0;
        var verdicts = new bool?[frames.Count];
        // A table holds frames of one size, and an intensity map counts of one type.
        foreach (var alike in Enumerable.Range(0, frames.Count).Where(i => frames[i].Problem is null).GroupBy(i => (frames[i].Height, frames[i].Width, frames[i].PixelType)))
        {
            IDataView rows = _context.Data.LoadFrames([sequence.Part([.. alike.Select(i => frames[i].Location)])], _cameraOffset);
            // Nothing is learnt from the data: the network is loaded with the first sequence and serves all others.
            IDataView scored = (_fitted ??= _estimator.Fit(rows)).Transform(rows);
            using DataViewRowCursor cursor = scored.GetRowCursor([scored.Schema["PredictedLabel"], scored.Schema[FocusScoringTransformer.NothingToJudgeColumn]]);
            var outOfFocus = cursor.GetGetter<bool>(scored.Schema["PredictedLabel"]);
            var empty = cursor.GetGetter<bool>(scored.Schema[FocusScoringTransformer.NothingToJudgeColumn]);
            bool isOut = false, isEmpty = false;
            foreach (int i in alike)
            {
                cancellation.ThrowIfCancellationRequested();
                cursor.MoveNext();
                outOfFocus(ref isOut);
                empty(ref isEmpty);
                IsReady = true;
                verdicts[i] = isEmpty ? null : isOut;
                nothingToJudge += isEmpty ? 1 : 0;
                onFrame();
            }
        }
        return verdicts;
    }

    public void Dispose() => _fitted?.Dispose();
}
