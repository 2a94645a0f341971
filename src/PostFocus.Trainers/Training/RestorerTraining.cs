using System.Diagnostics;
using System.Text.Json;
using PostFocus.Trainers.Networks;
using PostFocus.Transforms.Diffusion;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>The averaged network and how it came about.</summary>
/// <param name="Onnx">The network at the tile size.</param>
/// <param name="ResidualScale">Standard deviation of truth - blurred over the training set, in unit intensities.</param>
/// <param name="BlurredPsnr">Of the validation inputs as they are, in dB; null without validation.</param>
/// <param name="Steps">Finished steps, including before a resume.</param>
/// <param name="Elapsed">Time they took.</param>
/// <param name="History">One entry a validation.</param>
internal sealed record RestorerTrainingResult(
    byte[] Onnx, double ResidualScale, double? BlurredPsnr, long Steps, TimeSpan Elapsed, IReadOnlyList<TrainingProgress> History);

/// <summary>What a checkpoint keeps beside weights.</summary>
internal sealed record RestorerTrainingState(long Step, TimeSpan Elapsed);

/// <summary>
/// Trains a restorer by diffusion: with x0 = (truth - blurred) / scale, or the truth, and x_t = alpha x0 + sigma noise,
/// the network learns what <see cref="Prediction"/> says from (blurred, x_t, t). x0 at t = 1 is plain regression.
/// </summary>
internal sealed class RestorerTraining : IDisposable
{
    private const int MostFailedInARow = 10; // steps without a finite gradient

    private readonly RestorerTrainingOptions _options;
    private readonly RestorerPairs _pairs;
    private readonly RestorerLoss _loss;
    private readonly RestorerValidation _validation;
    private readonly RestorerNetwork _network, _average;
    private readonly WeightAverage _averaging;
    private readonly Adam _optimizer;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _before; // spent before a resume
    private int _failedInARow;

    private RestorerTraining(
        RestorerTrainingOptions options, IReadOnlyList<RestorerPair> training, IReadOnlyList<RestorerPair> validation,
        RestorerNetwork? initial, Device device)
    {
        options.Validate();
        _options = options;
        _pairs = new(options, training, device);
        _loss = new(options, device);
        _validation = new(options, validation, _pairs, _loss, device);

        var seed = new KeyedRandom(options.Seed, RandomUse.Weights, 0).NextUInt64();
        (_network, _average) = (Create(seed, device), Create(seed, device));
        if (initial is not null)
        {
            _network.CopyWeights(initial);
            _average.CopyWeights(initial);
        }
        _averaging = new(_network, _average, options.AverageDecay);
        _optimizer = optim.Adam(_network.parameters(), options.LearningRate, weight_decay: options.WeightDecay);
    }

    /// <param name="options">How to train.</param>
    /// <param name="training">Pairs to train on.</param>
    /// <param name="validation">Pairs to watch the training by.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="initial">A network of the same options to start from, such as a regression's; null for random weights.</param>
    /// <param name="device">Where to train; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the training between two steps.</param>
    /// <exception cref="ArgumentException">Options that do not fit together, frames of unequal size or too small, or nothing to train on.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or of another training.</exception>
    /// <exception cref="InvalidOperationException">The loss is no longer a number.</exception>
    public static RestorerTrainingResult Run(
        RestorerTrainingOptions options,
        IReadOnlyList<RestorerPair> training,
        IReadOnlyList<RestorerPair> validation,
        IProgress<TrainingProgress>? progress = null,
        Device? device = null,
        RestorerNetwork? initial = null,
        CancellationToken cancellationToken = default)
    {
        using var threads = new TorchThreads(options.Threads);
        using var run = new RestorerTraining(options, training, validation, initial, device ?? CPU);
        return run.Train(progress, cancellationToken);
    }

    public void Dispose()
    {
        _network.Dispose();
        _average.Dispose();
        _optimizer.Dispose();
    }

    private TimeSpan Elapsed => _before + _clock.Elapsed;

    /// <summary>Share of the budget that is spent.</summary>
    private double Spent(long step) => Math.Max((double)step / _options.Steps ?? 0, Elapsed.TotalMinutes / _options.Minutes ?? 0);

    private RestorerTrainingResult Train(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        var checkpoint = new TrainingCheckpoint<RestorerTrainingState>(Identity(), _network, _average, _optimizer);
        var step = 0L;
        if (_options.Resume && File.Exists(_options.CheckpointPath))
            (step, _before) = checkpoint.Load(_options.CheckpointPath).State;
        var (saved, history) = (Elapsed, new List<TrainingProgress>());
        for (var done = Spent(step) >= 1; !done;)
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Save();
                cancellationToken.ThrowIfCancellationRequested();
            }
            var loss = Step(step++);
            done = Spent(step) >= 1;
            var report = new TrainingProgress
            {
                Epoch = (int)(step * _options.BatchSize / _pairs.Count), Step = step, Elapsed = Elapsed, Loss = loss,
            };
            if (!_validation.IsEmpty && (done || step % _options.ValidationSteps == 0))
                history.Add(report = _validation.Measure(_average, report));
            progress?.Report(report);
            if ((Elapsed - saved).TotalMinutes >= _options.CheckpointMinutes)
                Save();
        }
        Save();
        return new(_average.ToOnnx(_options.TileSize, _options.HalfWeights), _pairs.ResidualScale, _validation.BlurredPsnr(), step, Elapsed, history);

        void Save()
        {
            if (_options.CheckpointPath is { } path)
                checkpoint.Save(path, new(step, saved = Elapsed), best: []);
        }
    }

    private double Step(long step)
    {
        using var scope = NewDisposeScope();
        _network.train();
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = _options.LearningRate * (_options.CosineDecay ? (1 + Math.Cos(Math.PI * Math.Min(1, Spent(step)))) / 2 : 1);
        _optimizer.zero_grad();
        var loss = _loss.Of(_network, _pairs.Draw(step));
        var value = loss.item<float>();
        loss.backward();
        // One step in low precision may fail, and is left out, as is usual in mixed precision; the weights are still good.
        if (!double.IsFinite(nn.utils.clip_grad_norm_(_network.parameters(), _options.GradientNorm)) || !float.IsFinite(value))
        {
            if (++_failedInARow == MostFailedInARow)
                throw new InvalidOperationException($"The restorer's loss became {value} at step {step}; a lower learning rate may help.");
            return value;
        }
        _failedInARow = 0;
        _optimizer.step();
        _averaging.Update(step);
        return value;
    }

    private RestorerNetwork Create(ulong seed, Device device)
    {
        var network = _options.Network.Create(seed);
        network.ComputeType = _options.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        network.to(device);
        return network;
    }

    /// <summary>What must be equal for a checkpoint to be this training's.</summary>
    private string Identity() => JsonSerializer.Serialize(new
    {
        Architecture = _options.Network.GetType().Name,
        Network = (object)_options.Network, // of its own type, not of the base
        _options.Seed,
        _options.BatchSize,
        _options.CropSize,
        Pairs = _pairs.Count,
        _pairs.ResidualScale,
        Prediction = _options.Prediction.ToString(),
        Schedule = _options.Schedule.ToString(),
        Loss = _options.Loss.ToString(),
    });
}
