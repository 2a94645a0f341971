using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;
using PostFocus.Transforms;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Adapt;

/// <summary>
/// LoadFrames → ScoreFrames → RestoreByNeighbours, and beside it ConditionalRestore where the model has a restorer: it is shown no
/// neighbours, as these are what both are judged by.
/// </summary>
internal sealed class AdaptationPipeline : IDisposable
{
    private const string Network = "Network";

    private readonly AdaptRequest _request;
    private readonly IEstimator<ITransformer> _written;
    private readonly FittedOnce _judging;

    public AdaptationPipeline(AdaptRequest request)
    {
        _request = request;
        var catalog = request.Context.Transforms;
        Models = request.Context.FocusRestoration.LoadModels(request.ModelPath);
        if (Models.Classifier is null)
            throw new PostFocusException(
                $"The model '{request.ModelPath}' has no classifier, which adapt needs. Make one with 'postfocus train classifier'."
            );
        var judged = _written = catalog.ScoreFrames(Models).Append(catalog.RestoreByNeighbours(request.Restore));
        if (Models.Restorer is { } restorer)
            judged = _written.Append(
                catalog.ConditionalRestore(
                    restorer,
                    new ConditionalRestoreEstimator.Options
                    {
                        RestoredColumnName = Network,
                        SpreadColumnName = Network + "Spread",
                        WasRestoredColumnName = Network + "WasRestored",
                        SampleCountColumnName = Network + "Samples",
                        NeighbourCountColumnName = Network + "Neighbours",
                        NeighbourDistance = 0,
                        LookAhead = request.Restore.LookAhead,
                    }.For(restorer)
                )
            );
        _judging = new(judged);
    }

    /// <summary>What the zip holds.</summary>
    public PretrainedModels Models { get; }

    /// <summary>Frames judged to be out of focus so far.</summary>
    public int OutOfFocus { get; private set; }

    /// <summary>Whether a frame went through the networks: what they say before is of them and their device.</summary>
    public bool IsReady { get; private set; }

    /// <summary>The frames out of focus that have neighbours in focus; lazy.</summary>
    /// <param name="sequence">Its name.</param>
    /// <param name="part">Frames of one size.</param>
    /// <param name="onFrame">Called after each frame of the part.</param>
    /// <param name="cancellation">Ends the work between two frames.</param>
    public IEnumerable<JudgedFrame> Judge(string sequence, ScannedPart part, Action onFrame, CancellationToken cancellation)
    {
        var rows = _judging.Transform(_request.Context.Data.LoadFrames(part));
        using var cursor = rows.GetRowCursor(rows.Schema.Where(c => !c.IsHidden));
        var options = _request.Restore;
        var isOutOfFocus = cursor.GetGetter<bool>(rows.Schema[options.DecisionColumnName]);
        var neighbours = cursor.GetGetter<int>(rows.Schema[options.NeighbourCountColumnName]);
        var error = cursor.GetGetter<float>(rows.Schema[options.HeldOutErrorColumnName]);
        Func<float[]> frame = Image(LoadedColumns.Frame),
            neighbour = Image(options.NeighbourColumnName),
            heldOut = Image(options.HeldOutColumnName);
        var network = Models.Restorer is null ? null : Image(Network);
        var size = ((VectorDataViewType)rows.Schema[LoadedColumns.Frame].Type).Dimensions;
        while (cursor.MoveNext())
        {
            cancellation.ThrowIfCancellationRequested();
            var isOut = isOutOfFocus.Value();
            IsReady = true;
            OutOfFocus += isOut ? 1 : 0;
            if (isOut && neighbours.Value() > 0)
                yield return JudgedFrame.Of(sequence, error.Value(), neighbour(), frame(), network?.Invoke(), heldOut(), size[0], size[1]);
            onFrame();
        }

        Func<float[]> Image(string column)
        {
            var getter = cursor.GetGetter<VBuffer<float>>(rows.Schema[column]);
            return getter.Values;
        }
    }

    /// <summary>Writes the model: classifier, domain where there is one, and the restoration by neighbours.</summary>
    /// <param name="part">Frames by which the columns are known.</param>
    public void Save(ScannedPart part)
    {
        var frames = _request.Context.Data.LoadFrames(part);
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(_request.OutPath))!);
        using var model = (IDisposable)_written.Fit(frames);
        FileSafety.WriteWhole(_request.OutPath, temporary => _request.Context.Model.Save((ITransformer)model, frames.Schema, temporary));
    }

    public void Dispose() => _judging.Dispose();
}
