using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Transforms.Segmentation;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>Measures a segmenter on the validation frames, always with the same noise.</summary>
internal sealed class SegmenterValidation : IValidation<SegmenterNetwork>
{
    // Mid-training, before thresholds are fitted.
    private static readonly SegmentationThresholds s_thresholds = new(0.4, 0.4);

    private readonly SegmenterTrainingOptions _options;
    private readonly SegmenterExamples _training;
    private readonly SegmenterExample[] _frames;

    public SegmenterValidation(SegmenterTrainingOptions options, IReadOnlyList<SegmenterExample> validation, SegmenterExamples training)
    {
        foreach (var (index, frame) in validation.Index())
            frame.Image.RequireAtLeast(options.Network.Reduction, $"Validation frame {index}");
        (_options, _training) = (options, training);
        var count = Math.Min(validation.Count, options.ValidationFrames);
        _frames = [.. Enumerable.Range(0, count).Select(i => validation[(int)((long)i * validation.Count / count)])];
    }

    /// <inheritdoc/>
    public bool IsEmpty => _frames.Length == 0;

    /// <inheritdoc/>
    public TrainingProgress Measure(SegmenterNetwork network, TrainingProgress report)
    {
        var (loss, overlap) = (0.0, 0.0);
        var cells = 0;
        foreach (var (told, labels, itsLoss) in Told(network))
        {
            var matching = s_thresholds.Match(told, labels);
            loss += itsLoss;
            overlap += matching.Pairs.Sum(pair => pair.Iou);
            cells += matching.TruthCount;
        }
        return report with { ValidationLoss = loss / _frames.Length, ValidationOverlap = overlap / Math.Max(1, cells) };
    }

    /// <summary>The thresholds that are best on the validation frames; the defaults without any.</summary>
    public SegmentationThresholds Thresholds(SegmenterNetwork network) =>
        IsEmpty ? s_thresholds : SegmentationThresholds.Fit([.. Told(network).Select(frame => (frame.Told, frame.Labels))]);

    private IEnumerable<(PolygonMap Told, Frame Labels, double Loss)> Told(SegmenterNetwork network)
    {
        network.eval();
        for (var i = 0; i < _frames.Length; i++)
        {
            using var noGradient = no_grad();
            using var scope = NewDisposeScope();
            var (batch, labels) = _training.Center(_frames[i], i);
            var output = network.forward(batch.Frames);
            var loss = SegmenterLoss.Of(output, batch.Targets, _options.DistanceWeight).item<float>();
            var (rows, columns) = ((int)output.shape[2], (int)output.shape[3]);
            var values = output.cpu().data<float>().ToArray();
            yield return (new PolygonMap([.. values.Chunk(rows * columns)], rows, columns, _options.Network.Grid), labels, loss);
        }
    }
}
