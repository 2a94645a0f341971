using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Yield;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Cli.Versions;

/// <summary>A video: its true cells and those found in each version of its frames.</summary>
/// <param name="Name">Its sequence.</param>
/// <param name="OutOfFocus">Of each frame whether it is out of focus, in truth.</param>
/// <param name="Truth">Of each frame the true cells, as a label image.</param>
/// <param name="Found">Of each version and frame the cells found.</param>
/// <param name="Outcomes">Of each frame what was made of it.</param>
/// <param name="PixelMicrons">Side of a pixel, µm; NaN where it is not known.</param>
internal sealed record SegmentedVideo(
    string Name,
    IReadOnlyList<bool> OutOfFocus,
    IReadOnlyList<Frame> Truth,
    IReadOnlyDictionary<FrameVersion, IReadOnlyList<Frame>> Found,
    IReadOnlyList<FrameOutcome> Outcomes,
    float PixelMicrons
);

/// <summary>
/// LoadFrames → ScoreFocus → ScoreDomain → ConditionalRestore → GateRestoration, as the model has them → the rivals → SegmentCells of each
/// version.
/// </summary>
internal sealed class VersionPipeline
{
    private readonly MLContext _context;
    private readonly IEstimator<ITransformer> _restore;
    private readonly SegmentationModel _segmenter;

    /// <param name="context">For all networks.</param>
    /// <param name="modelPath">Zip with classifier and restorer.</param>
    /// <param name="segmenterPath">Zip with a segmenter.</param>
    /// <param name="restore">How frames are restored.</param>
    /// <exception cref="PostFocusException">A zip lacks one of them.</exception>
    public VersionPipeline(MLContext context, string modelPath, string segmenterPath, ConditionalRestoreEstimator.Options restore)
    {
        _context = context;
        var catalog = context.Transforms;
        var models = context.FocusRestoration.LoadModels(modelPath);
        if (models is not { Classifier: { } classifier, Restorer: { } restorer })
            throw new PostFocusException(
                $"The model '{modelPath}' has no {(models.Classifier is null ? "classifier" : "restorer")}; both are needed in one zip."
            );
        _segmenter = SegmenterZip.Load(context, segmenterPath);
        _restore = catalog.ScoreFrames(models).Append(catalog.ConditionalRestore(restorer, restore.For(restorer)));
        Versions =
        [
            FrameVersion.InFocus,
            FrameVersion.Recorded,
            FrameVersion.HalfContrast,
            FrameVersion.BestGaussian,
            FrameVersion.Restored,
        ];
        if (models.Gate is { } gate)
        {
            _restore = _restore.Append(catalog.GateRestoration(gate));
            Versions = [.. Versions, FrameVersion.Gated];
        }
    }

    /// <summary>What each frame is measured on.</summary>
    public IReadOnlyList<FrameVersion> Versions { get; }

    /// <summary>The pixel size that the segmenter knows, µm; null where it knows none.</summary>
    public double? PixelMicrons => _segmenter.PixelMicrons;

    /// <summary>The videos of a manifest, one after the other.</summary>
    /// <param name="manifest">Its frames are of one size.</param>
    /// <param name="onFrame">Called after each frame.</param>
    /// <exception cref="PostFocusException">A column is missing.</exception>
    public IEnumerable<SegmentedVideo> Read(string manifest, Action onFrame)
    {
        var frames = _context.Data.LoadFrames(manifest);
        foreach (
            var (column, field) in new[]
            {
                (LoadedColumns.Label, "out_of_focus"),
                (LoadedColumns.Reference, "reference_path"),
                (LoadedColumns.Mask, "mask_path"),
            }
        )
            if (frames.Schema.GetColumnOrNull(column) is null)
                throw new PostFocusException(
                    $"'{manifest}' does not give {field} for every frame, without which there is no truth to compare with. 'postfocus simulate videos' makes data sets that have it."
                );
        if (frames.Schema[LoadedColumns.Frame].Type is not VectorDataViewType { Dimensions: [> 0 and var height, > 0 and var width] })
            throw new PostFocusException($"The frames of '{manifest}' are not of one size. Give each size as a data set of its own.");

        IEstimator<ITransformer> pipeline = _restore.Append(TrivialVersions.Estimator(_context, frames));
        foreach (var version in Versions)
            pipeline = pipeline.Append(
                _context.Transforms.SegmentCells(_segmenter, new() { FrameColumnName = version.Column, OutputPrefix = version.Column })
            );
        using var fitted = (IDisposable)pipeline.Fit(frames);
        var rows = ((ITransformer)fitted).Transform(frames);
        using var cursor = rows.GetRowCursor(rows.Schema.Where(c => !c.IsHidden));
        var name = Getter<ReadOnlyMemory<char>>(LoadedColumns.Sequence);
        var label = Getter<bool>(LoadedColumns.Label);
        var pixel = Getter<float>(LoadedColumns.PixelMicrons);
        var mask = Getter<VBuffer<float>>(LoadedColumns.Mask);
        var outcome = new OutcomeReader(cursor, height, width);
        var found = Versions.ToDictionary(
            version => version,
            version => Getter<VBuffer<float>>(version.Column + SegmentCellsTransformer.CellLabelsColumn)
        );
        Video? video = null;
        while (cursor.MoveNext())
        {
            var sequence = name.Value().ToString();
            if (video is not null && video.Name != sequence)
                yield return video.Finished();
            if (video?.Name != sequence)
                video = new(sequence, Versions, pixel.Value());
            video.OutOfFocus.Add(label.Value());
            video.Truth.Add(Labels(mask));
            video.Outcomes.Add(outcome.Read());
            foreach (var (version, labels) in found)
                video.Found[version].Add(Labels(labels));
            onFrame();
        }
        if (video is not null)
            yield return video.Finished();

        ValueGetter<T> Getter<T>(string column) => cursor.GetGetter<T>(rows.Schema[column]);

        Frame Labels(ValueGetter<VBuffer<float>> getter) => new(height, width, getter.Values(), PixelType.UInt16);
    }

    private sealed class Video(string name, IReadOnlyList<FrameVersion> versions, float pixelMicrons)
    {
        public string Name => name;

        public List<bool> OutOfFocus { get; } = [];

        public List<Frame> Truth { get; } = [];

        public List<FrameOutcome> Outcomes { get; } = [];

        public Dictionary<FrameVersion, List<Frame>> Found { get; } = versions.ToDictionary(v => v, _ => new List<Frame>());

        public SegmentedVideo Finished()
        {
            var found = Found.ToDictionary(f => f.Key, f => (IReadOnlyList<Frame>)f.Value);
            if (found.TryGetValue(FrameVersion.Gated, out var gated))
                found.Add(FrameVersion.Judged, [.. gated.Select((labels, frame) => Judged(found[FrameVersion.Recorded], labels, frame))]);
            return new(name, OutOfFocus, Truth, found, Outcomes, pixelMicrons);
        }

        private static Frame Judged(IReadOnlyList<Frame> recorded, Frame kept, int frame) =>
            CellChange.Between(recorded[frame], kept).IsMoreThanTime(frame > 0 ? recorded[frame - 1] : null, recorded[frame])
                ? recorded[frame]
                : kept;
    }
}
