using System.Diagnostics;
using PostFocus.Trainers.Networks;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>A frame and its class.</summary>
internal sealed record ClassifierExample(UnitImage Image, int Label);

/// <summary>The network of the epoch with the lowest validation loss (of the last, without validation) and how it came about.</summary>
internal sealed record ClassifierTrainingResult(byte[] Onnx, int BestEpoch, IReadOnlyList<TrainingProgress> History);

/// <summary>Trains a focus classifier: cross-entropy, Adam, augmentation, best epoch kept.</summary>
internal sealed class ClassifierTraining : IDisposable
{
    private readonly ClassifierTrainingOptions _options;
    private readonly IReadOnlyList<ClassifierExample> _training, _validation;
    private readonly Device _device;
    private readonly ClassifierNetwork _network;
    private readonly ClassifierNetwork? _average;
    private readonly WeightAverage? _averaging;
    private readonly optim.Optimizer _optimizer;
    private readonly Tensor? _classWeights;
    private readonly int _side;

    private ClassifierTraining(
        ClassifierTrainingOptions options, IReadOnlyList<ClassifierExample> training, IReadOnlyList<ClassifierExample> validation, Device device)
    {
        (_options, _training, _validation, _device, _side) = (options, training, validation, device, options.Network.InputSize);
        Check();
        var seed = new KeyedRandom(options.Seed, RandomUse.Weights, 0).NextUInt64();
        _network = options.Network.Create(seed);
        _network.to(device);
        if (options.AverageDecay > 0)
        {
            _average = options.Network.Create(seed);
            _average.to(device);
            _averaging = new(_network, _average, options.AverageDecay);
        }
        _optimizer = optim.Adam(_network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
        if (options.ClassWeights.Count > 0)
            _classWeights = tensor([.. options.ClassWeights], device: device);
    }

    /// <exception cref="ArgumentException">A frame is too small, a label is no class, or there is nothing to train on.</exception>
    /// <exception cref="InvalidOperationException">The loss is no longer a number.</exception>
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
        _network.Dispose();
        _average?.Dispose();
        _optimizer.Dispose();
        _classWeights?.Dispose();
    }

    private ClassifierNetwork Candidate => _average ?? _network;

    private ClassifierTrainingResult Train(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var history = new List<TrainingProgress>();
        var (best, bestEpoch, bestLoss, step) = (Array.Empty<byte>(), 0, double.PositiveInfinity, 0L);
        for (var epoch = 0; epoch < _options.Epochs; epoch++)
        {
            var order = new KeyedRandom(_options.Seed, RandomUse.Order, epoch).Permutation(_training.Count);
            var total = 0.0;
            foreach (var batch in order.Chunk(_options.BatchSize))
            {
                cancellationToken.ThrowIfCancellationRequested();
                var loss = Step(batch, step++);
                total += loss * batch.Length;
                progress?.Report(new() { Epoch = epoch, Step = step, Elapsed = clock.Elapsed, Loss = loss });
            }
            var finished = Validate(new() { Epoch = epoch + 1, Step = step, Elapsed = clock.Elapsed, Loss = total / _training.Count });
            history.Add(finished);
            progress?.Report(finished);

            if (finished.ValidationLoss is not { } validationLoss)
                bestEpoch = epoch;
            else if (validationLoss < bestLoss)
                (best, bestEpoch, bestLoss) = (Candidate.ToOnnx(), epoch, validationLoss);
            else if (epoch - bestEpoch >= _options.Patience)
                break;
        }
        return new(_validation.Count > 0 ? best : Candidate.ToOnnx(), bestEpoch, history);
    }

    private double Step(int[] batch, long step)
    {
        using var scope = NewDisposeScope();
        _network.train();
        var random = new KeyedRandom(_options.Seed, RandomUse.Batch, step);
        var frames = Stack(batch.Length, (i, view) => _options.Augmentation.Draw(_training[batch[i]].Image, _side, random, view));
        var labels = tensor([.. batch.Select(i => (long)_training[i].Label)], device: _device);
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = _options.LearningRate * RateShare(step);
        _optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(_network.forward(frames), labels, _classWeights);
        var value = loss.item<float>();
        if (!float.IsFinite(value))
            throw new InvalidOperationException($"The classifier's loss became {value} at step {step}; a lower learning rate may help.");
        loss.backward();
        _optimizer.step();
        _averaging?.Update(step);
        return value;
    }

    private double RateShare(long step)
    {
        var steps = (long)_options.Epochs * ((_training.Count + _options.BatchSize - 1) / _options.BatchSize);
        return _options.CosineDecay ? (1 + Math.Cos(Math.PI * step / steps)) / 2 : 1;
    }

    private TrainingProgress Validate(TrainingProgress epoch)
    {
        if (_validation.Count == 0)
            return epoch;
        using var noGradient = no_grad();
        Candidate.eval();
        var (loss, correct) = (0.0, 0L);
        foreach (var batch in _validation.Chunk(_options.BatchSize))
        {
            using var scope = NewDisposeScope();
            var logits = Candidate.forward(Stack(batch.Length, (i, view) => batch[i].Image.CropCenter(_side, view)));
            var labels = tensor([.. batch.Select(e => (long)e.Label)], device: _device);
            loss += nn.functional.cross_entropy(logits, labels).item<float>() * batch.Length;
            correct += logits.argmax(1).eq(labels).sum().item<long>();
        }
        return epoch with { ValidationLoss = loss / _validation.Count, ValidationAccuracy = (double)correct / _validation.Count };
    }

    private delegate void Fill(int index, Span<float> view);

    /// <summary>A batch [N, 1, S, S].</summary>
    private Tensor Stack(int count, Fill fill)
    {
        var pixels = new float[count * _side * _side];
        for (var i = 0; i < count; i++)
            fill(i, pixels.AsSpan(i * _side * _side, _side * _side));
        return tensor(pixels, [count, 1, _side, _side]).to(_device);
    }

    private void Check()
    {
        if (_training.Count == 0)
            throw new ArgumentException("There are no frames to train on.", "training");
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
