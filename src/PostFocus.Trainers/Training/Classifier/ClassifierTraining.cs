using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Classifier;

/// <summary>The network of the epoch with the lowest validation loss (of the last, without validation) and how it came about.</summary>
/// <param name="Onnx">The network.</param>
/// <param name="BestEpoch">Its epoch, from 0.</param>
/// <param name="ValidationLogits">Its logits of being out of focus, one a validation frame.</param>
/// <param name="History">One entry an epoch.</param>
internal sealed record ClassifierTrainingResult(
    byte[] Onnx,
    int BestEpoch,
    IReadOnlyList<float> ValidationLogits,
    IReadOnlyList<TrainingProgress> History
);

/// <summary>Trains a focus classifier: Adam, augmentation, best epoch kept.</summary>
internal sealed class ClassifierTraining : TrainingLoop<ClassifierNetwork, ClassifierTrainingState>
{
    private readonly ClassifierTrainingOptions _options;
    private readonly IReadOnlyList<ClassifierExample> _training,
        _validation;
    private readonly Device _device;
    private readonly ClassifierLoss _loss;
    private readonly ClassifierValidation _measurement;
    private readonly int _side,
        _stepsPerEpoch;
    private readonly BatchesAhead<(ClassifierExample[] Batch, float[] Pixels, ulong DropoutSeed)> _ahead;

    private ClassifierTraining(
        ClassifierTrainingOptions options,
        IReadOnlyList<ClassifierExample> training,
        IReadOnlyList<ClassifierExample> validation,
        ClassifierLoss loss,
        NetworkInTraining<ClassifierNetwork> trained,
        Device device
    )
        : base(options, trained)
    {
        (_options, _training, _validation, _loss, _device, _side) = (
            options,
            training,
            validation,
            loss,
            device,
            options.Network.InputSize
        );
        _stepsPerEpoch = (training.Count + options.BatchSize - 1) / options.BatchSize;
        _measurement = new(options, validation, loss, device);
        _ahead = new(DrawViews, options, (long)_side * _side);
    }

    /// <exception cref="ArgumentException">A frame is too small, a label is not a class, or there is nothing to train on.</exception>
    /// <exception cref="PostFocusException">
    /// The checkpoint is damaged or of another training; the initial weights are of another network.
    /// </exception>
    /// <exception cref="PostFocusException">The loss is no longer a number.</exception>
    public static ClassifierTrainingResult Run(
        ClassifierTrainingOptions options,
        IReadOnlyList<ClassifierExample> training,
        IReadOnlyList<ClassifierExample> validation,
        IProgress<TrainingProgress>? progress = null,
        Device? device = null,
        CancellationToken cancellationToken = default
    )
    {
        Check(options, training, validation);
        options.Acquisition.Validate();
        using var threads = new TorchThreads(options.Threads);
        device ??= CPU;
        using var trained = new NetworkInTraining<ClassifierNetwork>(options, options.Network.Create, InitialWeights.OfClassifier, device);
        using var loss = new ClassifierLoss(options, device);
        var run = new ClassifierTraining(options, training, validation, loss, trained, device);
        run.Train(progress, cancellationToken);
        return new(validation.Count > 0 ? run.Best : run.Onnx(), run.State.BestEpoch, run.State.BestLogits, run.State.History);
    }

    private int Epoch => (int)(State.Step / _stepsPerEpoch);

    protected override double SpentSteps => (double)State.Step / ((long)_options.Epochs * _stepsPerEpoch);

    protected override bool IsDone =>
        State.Step % _stepsPerEpoch == 0 && (Spent >= 1 || (_validation.Count > 0 && Epoch - 1 - State.BestEpoch >= _options.Patience));

    protected override string Learner => "classifier";

    protected override byte[] Onnx() => Average.ToOnnx();

    /// <summary>A step, and after the last one of an epoch the validation.</summary>
    protected override void Advance(IProgress<TrainingProgress>? progress)
    {
        var (epoch, loss) = (Epoch, Step(State.Step));
        var frames = Math.Min(_options.BatchSize, _training.Count - First(State.Step));
        State = State with { Step = State.Step + 1, Elapsed = Elapsed, EpochLoss = State.EpochLoss + loss * frames };
        progress?.Report(
            new()
            {
                Epoch = epoch,
                Step = State.Step,
                Elapsed = State.Elapsed,
                Loss = loss,
            }
        );
        if (State.Step % _stepsPerEpoch != 0)
            return;

        var finished = new TrainingProgress
        {
            Epoch = epoch + 1,
            Step = State.Step,
            Elapsed = State.Elapsed,
            Loss = State.EpochLoss / _training.Count,
        };
        float[] logits = [];
        if (_validation.Count > 0)
            (finished, logits) = _measurement.Measure(Average, finished);
        State = State with { Elapsed = Elapsed, EpochLoss = 0, History = [.. State.History, finished] };
        if (finished.ValidationLoss is null)
            State = State with { BestEpoch = epoch };
        else if (Best.Length == 0 || finished.ValidationLoss < State.History[State.BestEpoch].ValidationLoss)
            (Best, State) = (Onnx(), State with { BestEpoch = epoch, BestLogits = logits });
        progress?.Report(finished);
    }

    protected override Tensor Loss(long step)
    {
        var (batch, pixels, dropoutSeed) = _ahead.Take(step);
        Network.DropoutSeed = dropoutSeed;
        var frames = tensor(pixels, [batch.Length, 1, _side, _side]).to(_device);
        return Network
            .TrainingOutputs(frames)
            .Select(head => _loss.Training(head.Outputs.to(ScalarType.Float32), batch).Times(head.Weight))
            .Aggregate((sum, head) => sum + head);
    }

    /// <summary>Views of the step's frames, in an order that each epoch has of its own.</summary>
    private (ClassifierExample[] Batch, float[] Pixels, ulong DropoutSeed) DrawViews(long step)
    {
        var order = new KeyedRandom(_options.UsedSeed, RandomUse.Order, step / _stepsPerEpoch).Permutation(_training.Count);
        var batch = order.Skip(First(step)).Take(_options.BatchSize).Select(i => _training[i]).ToArray();
        var random = new KeyedRandom(_options.UsedSeed, RandomUse.Batch, step);
        var area = _side * _side;
        var pixels = new float[batch.Length * area];
        for (var i = 0; i < batch.Length; i++)
        {
            var view = pixels.AsSpan(i * area, area);
            _options.Augmentation.Draw(batch[i].Image, _side, random, view);
            Acquisition.Apply(_options.Acquisition, view, _side, random);
        }
        return (batch, pixels, random.NextUInt64());
    }

    /// <summary>The place in the epoch's order of a step's first frame.</summary>
    private int First(long step) => (int)(step % _stepsPerEpoch) * _options.BatchSize;

    protected override string Identity()
    {
        var hash = new XxHash3();
        foreach (var example in _training.Concat(_validation))
        {
            hash.Append(example.Image.Bytes);
            hash.Append(MemoryMarshal.AsBytes([example.Label, BitConverter.SingleToInt32Bits(example.DefocusMicrons)]));
        }
        return JsonSerializer.Serialize(
            new
            {
                Architecture = _options.Network.GetType().Name,
                Network = (object)_options.Network, // of its own type, not of the base
                Seed = _options.UsedSeed,
                InitialWeights = InitialWeightsHash,
                _options.BatchSize,
                _options.Acquisition,
                _options.BFloat16,
                Frames = _training.Count,
                Validation = _validation.Count,
                Data = hash.GetCurrentHashAsUInt64(),
            }
        );
    }

    private static void Check(
        ClassifierTrainingOptions options,
        IReadOnlyList<ClassifierExample> training,
        IReadOnlyList<ClassifierExample> validation
    )
    {
        if (training.Count == 0)
            throw new PostFocusException("There are no frames to train on.");
        var (classes, side) = (options.Network.Classes, options.Network.InputSize);
        if (options.ClassWeights.Count > 0 && options.ClassWeights.Count != classes)
            throw new ArgumentException(
                $"{nameof(ClassifierTrainingOptions.ClassWeights)} has {options.ClassWeights.Count} elements for {classes} classes.",
                nameof(options)
            );
        foreach (var (name, set) in new[] { (nameof(training), training), (nameof(validation), validation) })
            for (var i = 0; i < set.Count; i++)
            {
                set[i].Image.RequireAtLeast(side, $"{name}[{i}]");
                if (set[i].Label < 0 || set[i].Label >= classes)
                    throw new ArgumentException($"{name}[{i}] has label {set[i].Label}, but there are {classes} classes.", name);
            }
    }
}
