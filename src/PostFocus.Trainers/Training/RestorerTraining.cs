using System.Diagnostics;
using System.Text.Json;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Transforms.Diffusion;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>The averaged network and how it came about.</summary>
/// <param name="Onnx">The network at the tile size.</param>
/// <param name="ResidualScale">Standard deviation of truth - blurred over the training set, in unit intensities.</param>
/// <param name="BlurredPsnr">Of the validation inputs as they are, in dB; null without validation.</param>
/// <param name="Steps">Finished steps, including before a resume.</param>
/// <param name="Elapsed">Time they took.</param>
/// <param name="History">One entry a validation.</param>
/// <param name="Kept">The validation of the network that is returned; null without validation.</param>
internal sealed record RestorerTrainingResult(
    byte[] Onnx, double ResidualScale, double? BlurredPsnr, long Steps, TimeSpan Elapsed, IReadOnlyList<TrainingProgress> History,
    TrainingProgress? Kept);

/// <summary>What a checkpoint keeps beside weights.</summary>
internal sealed record RestorerTrainingState
{
    /// <summary>Finished steps.</summary>
    public long Step { get; init; }

    /// <summary>Time they took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The best validation, where training stops early.</summary>
    public TrainingProgress? Best { get; init; }

    /// <summary>Validations since.</summary>
    public int SinceBest { get; init; }

    /// <summary>One entry a validation.</summary>
    public IReadOnlyList<TrainingProgress> History { get; init; } = [];
}

/// <summary>
/// Trains a restorer: by diffusion, where with x0 = (truth - blurred) / scale, or the truth, and x_t = alpha x0 + sigma noise
/// the network learns what <see cref="Prediction"/> says from (blurred, x_t, t), or by regression, x0 from blurred alone.
/// </summary>
internal sealed class RestorerTraining : IDisposable
{
    private const int MostFailedInARow = 10; // steps without a finite gradient

    private readonly RestorerTrainingOptions _options;
    private readonly RestorerPairs _pairs;
    private readonly RestorerLoss _loss;
    private readonly RestorerValidation _validation;
    private readonly NetworkInTraining<RestorerNetwork> _trained;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private RestorerTrainingState _state = new();
    private byte[] _best = [];
    private TimeSpan _before; // spent before a resume
    private int _failedInARow;

    private RestorerTraining(
        RestorerTrainingOptions options, IReadOnlyList<RestorerPair> training, IReadOnlyList<RestorerPair> validation,
        Device device)
    {
        options.Validate();
        _options = options;
        _pairs = new(options, training, device);
        _loss = new(options, device);
        _validation = new(options, validation, _pairs, _loss, device);

        var weights = options.InitialWeightsPath;
        _trained = new(
            Create, options.Seed, weights is null ? default(ReadOnlyMemory<byte>?) : InitialWeights.OfRestorer(weights), (network, bytes) => network.LoadWeights(bytes, weights!),
            options.AverageDecay, options.WeightDecay, device);
    }

    /// <param name="options">How to train.</param>
    /// <param name="training">Pairs to train on.</param>
    /// <param name="validation">Pairs to watch the training by.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="device">Where to train; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the training between two steps.</param>
    /// <exception cref="ArgumentException">Options that do not fit together, frames of unequal size or too small, or nothing to train on.</exception>
    /// <exception cref="PostFocusException">The checkpoint is damaged or of another training; the initial weights are of another network.</exception>
    /// <exception cref="PostFocusException">The loss is no longer a number.</exception>
    public static RestorerTrainingResult Run(
        RestorerTrainingOptions options,
        IReadOnlyList<RestorerPair> training,
        IReadOnlyList<RestorerPair> validation,
        IProgress<TrainingProgress>? progress = null,
        Device? device = null,
        CancellationToken cancellationToken = default)
    {
        using var threads = new TorchThreads(options.Threads);
        using var run = new RestorerTraining(options, training, validation, device ?? CPU);
        return run.Train(progress, cancellationToken);
    }

    public void Dispose()
    {
        _trained.Dispose();
    }

    private TimeSpan Elapsed => _before + _clock.Elapsed;

    /// <summary>Share of the budget that was spent when the last step ended.</summary>
    private double Spent => Math.Max((double)_state.Step / _options.Steps ?? 0, _state.Elapsed.TotalMinutes / _options.Minutes ?? 0);

    private bool IsDone => Spent >= 1 || _state.SinceBest >= _options.Patience;

    private RestorerTrainingResult Train(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        _ = Onnx(); // a network that cannot be written fails now, not after hours of training
        var checkpoint = new TrainingCheckpoint<RestorerTrainingState>(Identity(), _trained.Network, _trained.Average, _trained.Optimizer);
        if (_options.Resume && File.Exists(_options.CheckpointPath))
        {
            (_state, _best) = checkpoint.Load(_options.CheckpointPath);
            _before = _state.Elapsed;
        }
        TrainingLoop.Run(() => IsDone, () => Advance(progress), () => _state.Elapsed, _options.CheckpointMinutes, Save, cancellationToken);
        return new(
            _best.Length > 0 ? _best : Onnx(), _pairs.ResidualScale, _validation.BlurredPsnr(), _state.Step, _state.Elapsed, _state.History,
            _state.Best ?? (_state.History is [.., var last] ? last : null));

        void Save()
        {
            if (_options.CheckpointPath is { } path)
                checkpoint.Save(path, _state, _best);
        }
    }

    /// <summary>A step, and its validation where one is due.</summary>
    private void Advance(IProgress<TrainingProgress>? progress)
    {
        var loss = Step(_state.Step);
        var step = _state.Step + 1;
        _state = _state with { Step = step, Elapsed = Elapsed };
        var report = new TrainingProgress
        {
            Epoch = (int)(step * _options.BatchSize / _pairs.Count), Step = step, Elapsed = _state.Elapsed, Loss = loss,
        };
        if (!_validation.IsEmpty && (Spent >= 1 || step % _options.ValidationSteps == 0))
        {
            report = _validation.Measure(_trained.Average, report);
            _state = _state with { Elapsed = Elapsed, History = [.. _state.History, report] };
            if (_options.Patience is not null)
                Compare(report);
        }
        progress?.Report(report);
    }

    private void Compare(TrainingProgress report)
    {
        if (_state.Best is { } best && !(report.ValidationLoss < best.ValidationLoss))
            _state = _state with { SinceBest = _state.SinceBest + 1 };
        else
            (_best, _state) = (Onnx(), _state with { Best = report, SinceBest = 0 });
    }

    private byte[] Onnx() => _trained.Average.ToOnnx(_options.TileSize, _options.HalfWeights, regression: !_options.Prediction.IsDiffusion());

    private double Step(long step)
    {
        using var scope = NewDisposeScope();
        _trained.Network.train();
        _trained.Network.zero_grad();
        var loss = _loss.Of(_trained.Network, _pairs.Draw(step));
        var value = loss.item<float>();
        loss.backward();
        // One step in low precision may fail, and is left out, as is usual in mixed precision; the weights are still good.
        if (!double.IsFinite(nn.utils.clip_grad_norm_(_trained.Network.parameters(), _options.GradientNorm)) || !float.IsFinite(value))
        {
            if (++_failedInARow == MostFailedInARow)
                throw new PostFocusException($"The restorer's loss became {value} at step {step}; a lower learning rate may help.");
            return value;
        }
        _failedInARow = 0;
        _trained.Step(TrainingLoop.RateAt(Spent, _options.LearningRate, _options.CosineDecay), step);
        return value;
    }

    private RestorerNetwork Create(ulong seed)
    {
        var network = _options.Network.Create(seed);
        network.ComputeType = _options.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32;
        return network;
    }

    /// <summary>What must be equal for a checkpoint to be this training's.</summary>
    private string Identity() => JsonSerializer.Serialize(new
    {
        Architecture = _options.Network.GetType().Name,
        Network = (object)_options.Network, // of its own type, not of the base
        _options.Seed,
        InitialWeights = _trained.InitialWeightsHash,
        _options.BatchSize,
        _options.CropSize,
        Pairs = _pairs.Count,
        _pairs.ResidualScale,
        Prediction = _options.Prediction.ToString(),
        Schedule = _options.Schedule.ToString(),
        Loss = _options.Loss.ToString(),
    });
}
