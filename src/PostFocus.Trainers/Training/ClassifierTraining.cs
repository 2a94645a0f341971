using System.Diagnostics;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>The network of the epoch with the lowest validation loss (of the last, without validation) and how it came about.</summary>
/// <param name="Onnx">The network.</param>
/// <param name="BestEpoch">Its epoch, from 0.</param>
/// <param name="ValidationLogits">Its logits of being out of focus, one a validation frame.</param>
/// <param name="History">One entry an epoch.</param>
internal sealed record ClassifierTrainingResult(
    byte[] Onnx, int BestEpoch, IReadOnlyList<float> ValidationLogits, IReadOnlyList<TrainingProgress> History);

/// <summary>Trains a focus classifier: Adam, augmentation, best epoch kept.</summary>
internal sealed class ClassifierTraining : IDisposable
{
    private readonly ClassifierTrainingOptions _options;
    private readonly IReadOnlyList<ClassifierExample> _training, _validation;
    private readonly Device _device;
    private readonly NetworkInTraining<ClassifierNetwork> _trained;
    private readonly ClassifierLoss _loss;
    private readonly ClassifierValidation _measurement;
    private readonly int _side, _stepsPerEpoch;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private ClassifierTrainingState _state = new();
    private byte[] _best = [];
    private TimeSpan _before; // spent before a resume

    private ClassifierTraining(
        ClassifierTrainingOptions options, IReadOnlyList<ClassifierExample> training, IReadOnlyList<ClassifierExample> validation, Device device)
    {
        (_options, _training, _validation, _device, _side) = (options, training, validation, device, options.Network.InputSize);
        Check();
        _stepsPerEpoch = (training.Count + options.BatchSize - 1) / options.BatchSize;
        var weights = options.InitialWeightsPath;
        _trained = new(
            Create, options.Seed, weights is null ? default(ReadOnlyMemory<byte>?) : InitialWeights.OfClassifier(weights), (network, bytes) => network.LoadWeights(bytes, weights!),
            options.AverageDecay, options.WeightDecay, device);
        _loss = new(options, device);
        _measurement = new(options, validation, _loss, device);
    }

    /// <exception cref="ArgumentException">A frame is too small, a label is no class, or there is nothing to train on.</exception>
    /// <exception cref="PostFocusException">The checkpoint is damaged or of another training; the initial weights are of another network.</exception>
    /// <exception cref="PostFocusException">The loss is no longer a number.</exception>
    public static ClassifierTrainingResult Run(
        ClassifierTrainingOptions options,
        IReadOnlyList<ClassifierExample> training,
        IReadOnlyList<ClassifierExample> validation,
        IProgress<TrainingProgress>? progress = null,
        Device? device = null,
        CancellationToken cancellationToken = default)
    {
        using var threads = new TorchThreads(options.Threads);
        using var run = new ClassifierTraining(options, training, validation, device ?? CPU);
        return run.Train(progress, cancellationToken);
    }

    public void Dispose()
    {
        _trained.Dispose();
        _loss.Dispose();
    }

    private TimeSpan Elapsed => _before + _clock.Elapsed;

    private int Epoch => (int)(_state.Step / _stepsPerEpoch);

    /// <summary>Share of the budget that was spent when the last step ended.</summary>
    private double Spent => Math.Max(
        (double)_state.Step / ((long)_options.Epochs * _stepsPerEpoch), _state.Elapsed.TotalMinutes / _options.Minutes ?? 0);

    private bool IsDone => _state.Step % _stepsPerEpoch == 0
        && (Spent >= 1 || (_validation.Count > 0 && Epoch - 1 - _state.BestEpoch >= _options.Patience));

    private ClassifierTrainingResult Train(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        _ = _trained.Average.ToOnnx(); // a network that cannot be written fails now, not after hours of training
        var checkpoint = new TrainingCheckpoint<ClassifierTrainingState>(Identity(), _trained.Network, _trained.Average, _trained.Optimizer);
        if (_options.Resume && File.Exists(_options.CheckpointPath))
        {
            (_state, _best) = checkpoint.Load(_options.CheckpointPath);
            _before = _state.Elapsed;
        }
        TrainingLoop.Run(() => IsDone, () => Advance(progress), () => _state.Elapsed, _options.CheckpointMinutes, Save, cancellationToken);
        return new(_validation.Count > 0 ? _best : _trained.Average.ToOnnx(), _state.BestEpoch, _state.BestLogits, _state.History);

        void Save()
        {
            if (_options.CheckpointPath is { } path)
                checkpoint.Save(path, _state, _best);
        }
    }

    /// <summary>A step, and after the last one of an epoch the validation.</summary>
    private void Advance(IProgress<TrainingProgress>? progress)
    {
        var (epoch, first) = (Epoch, (int)(_state.Step % _stepsPerEpoch) * _options.BatchSize);
        var order = new KeyedRandom(_options.Seed, RandomUse.Order, epoch).Permutation(_training.Count);
        var batch = order.Skip(first).Take(_options.BatchSize).Select(i => _training[i]).ToArray();
        var loss = Step(batch, _state.Step);
        _state = _state with { Step = _state.Step + 1, Elapsed = Elapsed, EpochLoss = _state.EpochLoss + loss * batch.Length };
        progress?.Report(new() { Epoch = epoch, Step = _state.Step, Elapsed = _state.Elapsed, Loss = loss });
        if (_state.Step % _stepsPerEpoch != 0)
            return;

        var finished = new TrainingProgress { Epoch = epoch + 1, Step = _state.Step, Elapsed = _state.Elapsed, Loss = _state.EpochLoss / _training.Count };
        float[] logits = [];
        if (_validation.Count > 0)
            (finished, logits) = _measurement.Measure(_trained.Average, finished);
        _state = _state with { Elapsed = Elapsed, EpochLoss = 0, History = [.. _state.History, finished] };
        if (finished.ValidationLoss is null)
            _state = _state with { BestEpoch = epoch };
        else if (_best.Length == 0 || finished.ValidationLoss < _state.History[_state.BestEpoch].ValidationLoss)
            (_best, _state) = (_trained.Average.ToOnnx(), _state with { BestEpoch = epoch, BestLogits = logits });
        progress?.Report(finished);
    }

    private ClassifierNetwork Create(ulong seed)
    {
        var network = _options.Network.Create(seed);
        network.ComputeType = _options.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        return network;
    }

    private double Step(ClassifierExample[] batch, long step)
    {
        using var scope = NewDisposeScope();
        _trained.Network.train();
        var random = new KeyedRandom(_options.Seed, RandomUse.Batch, step);
        var area = _side * _side;
        var pixels = new float[batch.Length * area];
        for (var i = 0; i < batch.Length; i++)
            _options.Augmentation.Draw(batch[i].Image, _side, random, pixels.AsSpan(i * area, area));
        _trained.Network.DropoutSeed = random.NextUInt64();
        _trained.Network.zero_grad();
        var frames = tensor(pixels, [batch.Length, 1, _side, _side]).to(_device);
        var loss = _trained.Network.TrainingOutputs(frames)
            .Select(head => _loss.Training(head.Outputs.to(ScalarType.Float32), batch).Times(head.Weight))
            .Aggregate((sum, head) => sum + head);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
            throw new PostFocusException($"The classifier's loss became {value} at step {step}; a lower learning rate may help.");
        loss.backward();
        _trained.Step(TrainingLoop.RateAt(Spent, _options.LearningRate, _options.CosineDecay), step);
        return value;
    }

    /// <summary>What must be equal for a checkpoint to be this training's.</summary>
    private string Identity()
    {
        var hash = new XxHash3();
        foreach (var example in _training.Concat(_validation))
        {
            hash.Append(example.Image.Bytes);
            hash.Append(MemoryMarshal.AsBytes([example.Label, BitConverter.SingleToInt32Bits(example.DefocusMicrons)]));
        }
        return JsonSerializer.Serialize(new
        {
            Architecture = _options.Network.GetType().Name,
            Network = (object)_options.Network, // of its own type, not of the base
            _options.Seed,
            InitialWeights = _trained.InitialWeightsHash,
            _options.BatchSize,
            _options.BFloat16,
            Frames = _training.Count,
            Validation = _validation.Count,
            Data = hash.GetCurrentHashAsUInt64(),
        });
    }

    private void Check()
    {
        if (_training.Count == 0)
            throw new PostFocusException("There are no frames to train on.");
        var classes = _options.Network.Classes;
        if (_options.ClassWeights.Count > 0 && _options.ClassWeights.Count != classes)
            throw new ArgumentException(
                $"{nameof(ClassifierTrainingOptions.ClassWeights)} has {_options.ClassWeights.Count} elements for {classes} classes.", "options");
        foreach (var (name, set) in new[] { ("training", _training), ("validation", _validation) })
            for (var i = 0; i < set.Count; i++)
            {
                set[i].Image.RequireAtLeast(_side, $"{name}[{i}]");
                if (set[i].Label < 0 || set[i].Label >= classes)
                    throw new ArgumentException($"{name}[{i}] has label {set[i].Label}, but there are {classes} classes.", name);
            }
    }
}
