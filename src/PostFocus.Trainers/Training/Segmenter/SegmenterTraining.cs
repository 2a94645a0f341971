using System.IO.Hashing;
using System.Text.Json;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>The averaged network, and how its polygons are best chosen among.</summary>
/// <param name="Onnx">The network at the tile size.</param>
/// <param name="Thresholds">Fitted to the validation frames.</param>
/// <param name="Steps">Finished steps, including before a resume.</param>
/// <param name="History">One entry a validation.</param>
/// <param name="Kept">The validation of the network that is returned; null without validation.</param>
internal sealed record SegmenterTrainingResult(
    byte[] Onnx,
    SegmentationThresholds Thresholds,
    long Steps,
    IReadOnlyList<TrainingProgress> History,
    TrainingProgress? Kept
);

/// <summary>Trains a segmenter: Adam on random crops.</summary>
internal sealed class SegmenterTraining : StepTraining<SegmenterNetwork>
{
    private readonly SegmenterTrainingOptions _options;
    private readonly SegmenterExamples _examples;
    private readonly SegmenterValidation _validation;
    private readonly ulong _data;

    private SegmenterTraining(
        SegmenterTrainingOptions options,
        SegmenterExamples examples,
        SegmenterValidation validation,
        NetworkInTraining<SegmenterNetwork> trained,
        ulong data
    )
        : base(options, trained, examples.Count, validation) =>
        (_options, _examples, _validation, _data) = (options, examples, validation, data);

    /// <exception cref="PostFocusException">
    /// A frame is too small, or there is nothing to train on; the checkpoint is damaged or of another training, the initial weights are of
    /// another network; the loss is no longer a number.
    /// </exception>
    public static SegmenterTrainingResult Run(
        SegmenterTrainingOptions options,
        IReadOnlyList<SegmenterExample> training,
        IReadOnlyList<SegmenterExample> validation,
        IProgress<TrainingProgress>? progress = null,
        Device? device = null,
        CancellationToken cancellationToken = default
    )
    {
        options.Validate();
        using var threads = new TorchThreads(options.Threads);
        device ??= CPU;
        var examples = new SegmenterExamples(options, training, device);
        var measurement = new SegmenterValidation(options, validation, examples);
        using var trained = new NetworkInTraining<SegmenterNetwork>(options, options.Network.Create, InitialWeights.OfSegmenter, device);
        var run = new SegmenterTraining(options, examples, measurement, trained, Hash(training.Concat(validation)));
        run.Train(progress, cancellationToken);
        return run.Result();
    }

    private SegmenterTrainingResult Result()
    {
        if (Best.Length > 0)
            Average.LoadWeights(Best, "the best network");
        return new(Onnx(), _validation.Thresholds(Average), State.Step, State.History, Kept);
    }

    protected override string Learner => "segmenter";

    protected override byte[] Onnx() => Average.ToOnnx(_options.TileSize, _options.HalfWeights);

    protected override Tensor Loss(long step)
    {
        var batch = _examples.Draw(step);
        return SegmenterLoss.Of(Network.forward(batch.Frames), batch.Targets, _options.DistanceWeight);
    }

    protected override string Identity() =>
        JsonSerializer.Serialize(
            new
            {
                Architecture = _options.Network.GetType().Name,
                Network = (object)_options.Network, // of its own type, not of the base
                Seed = _options.UsedSeed,
                InitialWeights = InitialWeightsHash,
                _options.BatchSize,
                _options.TileSize,
                _options.Acquisition,
                _options.Contrast,
                _options.Brightness,
                _options.DistanceWeight,
                _options.BFloat16,
                Data = _data,
            }
        );

    private static ulong Hash(IEnumerable<SegmenterExample> examples)
    {
        var hash = new XxHash3();
        foreach (var example in examples)
        {
            hash.Append(example.Image.Bytes);
            hash.Append(example.Mask.Bytes);
        }
        return hash.GetCurrentHashAsUInt64();
    }
}
