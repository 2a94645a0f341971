using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Columns;

namespace PostFocus.Cli.Segment;

/// <summary>LoadFrames → SegmentCells, with one network for all sequences.</summary>
internal sealed class SegmentingPipeline : ICellSource
{
    private readonly MLContext _context;
    private readonly FittedOnce _segmenting;

    public SegmentingPipeline(SegmentRequest request)
    {
        _context = request.Context;
        var segmenter = SegmenterZip.Load(_context, request.ModelPath);
        _segmenting = new(_context.Transforms.SegmentCells(segmenter));
        PixelMicrons = segmenter.PixelMicrons;
    }

    /// <inheritdoc/>
    public double? PixelMicrons { get; }

    /// <inheritdoc/>
    public bool IsReady { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<Func<FoundCells>> Segment(ScannedPart part)
    {
        var found = _segmenting.Transform(_context.Data.LoadFrames(part));
        using var cursor = found.GetRowCursor(found.Schema);
        var frame = Getter<VBuffer<float>>(LoadedColumns.Frame);
        var intensity = Getter<VBuffer<float>>(LoadedColumns.Intensity);
        var readCells = FrameCells.Reader(cursor);
        foreach (var _ in part.Frames)
        {
            yield return () =>
            {
                if (!cursor.MoveNext())
                    throw new UnreachableException("There are as many rows as frames.");
                VBuffer<float> map = default,
                    recorded = default;
                var cells = readCells();
                frame(ref recorded);
                intensity(ref map);
                IsReady = true;
                return new(
                    new(part.Height, part.Width, [.. recorded.DenseValues()], PixelType.Float32),
                    cells.Labels,
                    cells.Score,
                    (map.GetItemOrDefault(0), map.GetItemOrDefault(1))
                );
            };
        }

        ValueGetter<T> Getter<T>(string column) => cursor.GetGetter<T>(found.Schema[column]);
    }

    public void Dispose() => _segmenting.Dispose();
}
