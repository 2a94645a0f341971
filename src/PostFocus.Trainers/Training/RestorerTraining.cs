using System.Diagnostics;
using System.Text.Json;
using PostFocus.Trainers.Networks;
using PostFocus.Transforms.Diffusion;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>An out-of-focus frame and its truth, of one size.</summary>
internal sealed record RestorerPair(UnitImage Blurred, UnitImage Truth);

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
/// the network learns what <see cref="Prediction"/> says from (blurred, x_t, t) by mean squared error. x0 at t = 1 is
/// plain regression.
/// </summary>
internal sealed class RestorerTraining : IDisposable
{
    private const double DataRange = 2; // of unit intensities, for the PSNR
    private const int MostFailedInARow = 10; // steps without a finite gradient

    private readonly RestorerTrainingOptions _options;
    private readonly IReadOnlyList<RestorerPair> _training;
    private readonly RestorerPair[] _validation;
    private readonly Device _device;
    private readonly double _residualScale;
    private readonly ConditionalUNet _network, _average;
    private readonly WeightAverage _averaging;
    private readonly Adam _optimizer;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _before; // spent before a resume
    private int _failedInARow;

    private RestorerTraining(
        RestorerTrainingOptions options, IReadOnlyList<RestorerPair> training, IReadOnlyList<RestorerPair> validation,
        ConditionalUNet? initial, Device device)
    {
        options.Validate();
        Check(training, options.CropSize, nameof(training));
        Check(validation, options.Network.Reduction, nameof(validation));
        if (training.Count == 0)
            throw new ArgumentException("There are no pairs to train on.", nameof(training));
        // In-focus frames with themselves as truth are what IdentityFraction asks for: left in, they would come on top of it.
        _training = options.IdentityFraction > 0 ? [.. training.Where(HasResidual)] : training;
        (_options, _device) = (options, device);
        _validation = [.. validation.Where(HasResidual).Take(options.ValidationPairs)];
        _residualScale = ResidualScale(_training);

        var seed = new KeyedRandom(options.Seed, RandomUse.Weights, 0).NextUInt64();
        _network = Create(seed);
        _average = Create(seed);
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
        ConditionalUNet? initial = null,
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
                Epoch = (int)(step * _options.BatchSize / _training.Count), Step = step, Elapsed = Elapsed, Loss = loss,
            };
            if (_validation.Length > 0 && (done || step % _options.ValidationSteps == 0))
                history.Add(report = Validate(report));
            progress?.Report(report);
            if ((Elapsed - saved).TotalMinutes >= _options.CheckpointMinutes)
                Save();
        }
        Save();
        return new(_average.ToOnnx(_options.TileSize, _options.HalfWeights), _residualScale, BlurredPsnr(), step, Elapsed, history);

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
        var (blurred, x0, times, noise) = Draw(new KeyedRandom(_options.Seed, RandomUse.Batch, step));
        foreach (var group in _optimizer.ParamGroups)
            group.LearningRate = _options.LearningRate * (_options.CosineDecay ? (1 + Math.Cos(Math.PI * Math.Min(1, Spent(step)))) / 2 : 1);
        _optimizer.zero_grad();
        var loss = Loss(_network, blurred, x0, times, noise);
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

    /// <summary>A random batch: crops of blurred frames, their x0, times, noise.</summary>
    private (Tensor Blurred, Tensor X0, float[] Times, Tensor Noise) Draw(KeyedRandom random)
    {
        var (count, side) = (_options.BatchSize, _options.CropSize);
        var area = side * side;
        float[] blurred = new float[count * area], truth = new float[count * area], times = new float[count];
        for (var i = 0; i < count; i++)
        {
            var pair = _training[random.Below(_training.Count)];
            var (top, left) = (random.Below(pair.Truth.Height - side + 1), random.Below(pair.Truth.Width - side + 1));
            var symmetry = random.Below(8);
            var input = random.NextDouble() < _options.IdentityFraction ? pair.Truth : pair.Blurred;
            pair.Truth.Crop(top, left, side, symmetry, truth.AsSpan(i * area, area));
            input.Crop(top, left, side, symmetry, blurred.AsSpan(i * area, area));
            times[i] = random.NextDouble() < _options.PureNoiseFraction ? 1 : (float)random.NextDouble();
        }
        var (frames, x0) = Tensors(blurred, truth, count, side);
        return (frames, x0, times, random.Noise(count, 1, side, side).to(_device));
    }

    /// <summary>How far the network's output is from the target, in the noisy states of x0 at these times.</summary>
    private Tensor Loss(ConditionalUNet network, Tensor blurred, Tensor x0, float[] times, Tensor noise)
    {
        var schedule = _options.Schedule;
        var state = Mix(t => (schedule.Alpha(t), schedule.Sigma(t)));
        return nn.functional.mse_loss(
            network.forward(blurred, state, tensor(times, device: _device)), Mix(t => _options.Prediction.TargetWeights(schedule, t)));

        Tensor Mix(Func<double, (double Image, double Noise)> weights)
        {
            var shares = times.Select(t => weights(t)).ToArray();
            return Column(shares.Select(s => (float)s.Image)) * x0 + Column(shares.Select(s => (float)s.Noise)) * noise;
        }

        Tensor Column(IEnumerable<float> values) => tensor([.. values], device: _device).view(-1, 1, 1, 1);
    }

    /// <summary>One sample of x0, drawn as a restorer would draw it.</summary>
    private Tensor Sample(ConditionalUNet network, Tensor blurred, Func<Tensor> noise)
    {
        var schedule = _options.Schedule;
        var sampler = schedule is BridgeSchedule ? Sampler.BridgeMean : Sampler.Ddim;
        var x0 = sampler.Sample(Denoise, schedule, _options.ValidationSamplingSteps, eta: 0, samples: 1, (_, _) => noise().data<float>().ToArray());
        return tensor(x0[0], blurred.shape, device: _device);

        IReadOnlyList<float[]> Denoise(IReadOnlyList<float[]> states, double t)
        {
            using var scope = NewDisposeScope();
            var state = tensor(states[0], blurred.shape, device: _device);
            var (ofState, ofOutput) = _options.Prediction.X0Weights(schedule, t);
            var output = network.forward(blurred, state, tensor([(float)t], device: _device));
            return [(ofState * state + ofOutput * output).cpu().data<float>().ToArray()];
        }
    }

    /// <summary>Measures the averaged network, always at the same times and noise.</summary>
    private TrainingProgress Validate(TrainingProgress report)
    {
        using var noGradient = no_grad();
        _average.eval();
        var (loss, psnr) = (0.0, 0.0);
        for (var i = 0; i < _validation.Length; i++)
        {
            using var scope = NewDisposeScope();
            var (blurred, x0) = Center(_validation[i]);
            var noise = new KeyedRandom(_options.Seed, RandomUse.Validation, i).Noise(blurred.shape);
            loss += Loss(_average, blurred, x0, [(i + 0.5f) / _validation.Length], noise.to(_device)).item<float>();
            psnr += Psnr(Scale * (x0 - Sample(_average, blurred, () => noise)));
        }
        return report with { ValidationLoss = loss / _validation.Length, ValidationPsnr = psnr / _validation.Length };
    }

    private double? BlurredPsnr()
    {
        if (_validation.Length == 0)
            return null;
        using var scope = NewDisposeScope();
        return _validation.Average(pair =>
        {
            var (blurred, x0) = Center(pair);
            return Psnr(_options.Prediction.IsOfResidual() ? Scale * x0 : x0 - blurred);
        });
    }

    private static double Psnr(Tensor error)
        => 10 * Math.Log10(DataRange * DataRange / Math.Max(1e-12, error.pow(2).mean().item<float>()));

    /// <summary>The largest square in the middle of a pair that the exported network could take.</summary>
    private (Tensor Blurred, Tensor X0) Center(RestorerPair pair)
    {
        var side = Math.Min(_options.TileSize, Math.Min(pair.Truth.Height, pair.Truth.Width) / _options.Network.Reduction * _options.Network.Reduction);
        float[] blurred = new float[side * side], truth = new float[side * side];
        pair.Blurred.CropCenter(side, blurred);
        pair.Truth.CropCenter(side, truth);
        return Tensors(blurred, truth, 1, side);
    }

    private (Tensor Blurred, Tensor X0) Tensors(float[] blurred, float[] truth, int count, int side)
    {
        var frames = tensor(blurred, [count, 1, side, side]).to(_device);
        var sharp = tensor(truth, [count, 1, side, side]).to(_device);
        return (frames, _options.Prediction.IsOfResidual() ? (sharp - frames) / Scale : sharp);
    }

    /// <summary>Unit intensities per unit of x0.</summary>
    private double Scale => _options.Prediction.IsOfResidual() ? _residualScale : 1;

    private ConditionalUNet Create(ulong seed)
    {
        var network = new ConditionalUNet(_options.Network, seed) { ComputeType = _options.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float32 };
        network.to(_device);
        return network;
    }

    /// <summary>What must be equal for a checkpoint to be this training's.</summary>
    private string Identity() => JsonSerializer.Serialize(new
    {
        _options.Network, _options.Seed, _options.BatchSize, _options.CropSize, Pairs = _training.Count, ResidualScale = _residualScale,
        Prediction = _options.Prediction.ToString(), Schedule = _options.Schedule.ToString(),
    });

    /// <summary>Standard deviation of truth - blurred over the training set.</summary>
    private static double ResidualScale(IReadOnlyList<RestorerPair> pairs)
    {
        var (count, sum, squares) = (0L, 0.0, 0.0);
        foreach (var (blurred, truth) in pairs)
            foreach (var (sharp, soft) in truth.Pixels.Zip(blurred.Pixels))
            {
                double difference = sharp - soft;
                (count, sum, squares) = (count + 1, sum + difference, squares + difference * difference);
            }
        var scale = Math.Sqrt(Math.Max(0, squares / count - sum / count * (sum / count)));
        return scale > 0 && double.IsFinite(scale)
            ? scale
            : throw new ArgumentException($"The standard deviation of truth - blurred is {scale}: there is nothing to restore.", nameof(pairs));
    }

    private static bool HasResidual(RestorerPair pair) => !pair.Blurred.Bytes.SequenceEqual(pair.Truth.Bytes);

    private static void Check(IReadOnlyList<RestorerPair> pairs, int side, string name)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var (blurred, truth) = pairs[i];
            truth.RequireAtLeast(side, $"{name}[{i}]");
            if ((blurred.Height, blurred.Width) != (truth.Height, truth.Width))
                throw new ArgumentException(
                    $"{name}[{i}]: the frame is {blurred.Height} x {blurred.Width} pixels, its truth {truth.Height} x {truth.Width}.", name);
        }
    }
}
