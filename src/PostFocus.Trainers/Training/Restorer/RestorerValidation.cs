using System.Globalization;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>Measures a restorer on the validation pairs, always at the same times and noise.</summary>
internal sealed class RestorerValidation : IValidation<RestorerNetwork>
{
    private const double DataRange = 2; // of unit intensities, for the PSNR
    private const double LeastContrast = 1e-3; // of an empty field
    private const int PictureRows = 8;

    private readonly RestorerTrainingOptions _options;
    private readonly RestorerPairs _training;
    private readonly RestorerPair[] _pairs;
    private readonly RestorerLoss _loss;
    private readonly StateInputs _inputs;
    private readonly Device _device;

    /// <exception cref="ArgumentException">Frames of unequal size or too small.</exception>
    public RestorerValidation(
        RestorerTrainingOptions options,
        IReadOnlyList<RestorerPair> validation,
        RestorerPairs training,
        RestorerLoss loss,
        Device device
    )
    {
        RestorerPair.Check(validation, options.Network.Reduction, nameof(validation));
        (_options, _training, _loss, _device) = (options, training, loss, device);
        _inputs = new(options.Prediction, training.Scale);
        _pairs = [.. validation.Where(p => p.HasResidual).Take(options.ValidationPairs)];
        if (options.PicturesFolder is { } folder)
            Directory.CreateDirectory(folder); // before hours of training, not after
    }

    /// <inheritdoc/>
    public bool IsEmpty => _pairs.Length == 0;

    /// <inheritdoc/>
    public TrainingProgress Measure(RestorerNetwork network, TrainingProgress report)
    {
        using var noGradient = no_grad();
        network.eval();
        var (loss, psnr, contrast, picture) = (0.0, 0.0, 0.0, new ValidationPicture());
        for (var i = 0; i < _pairs.Length; i++)
        {
            using var scope = NewDisposeScope();
            var (blurred, x0) = _training.Center(_pairs[i], i);
            var noise = new KeyedRandom(_options.UsedSeed, RandomUse.Validation, i).Noise(x0.shape);
            loss += _loss.Of(network, new(blurred, x0, [(float)_options.Time((i + 0.5) / _pairs.Length)], noise.to(_device))).item<float>();
            var sample = Sample(network, blurred, () => noise);
            psnr += Psnr((x0 - sample).Times(_training.Scale));
            var (restored, truth) = (_training.ToUnit(sample, blurred), _training.ToUnit(x0, blurred));
            contrast += restored.std().item<float>() / Math.Max(LeastContrast, truth.std().item<float>());
            if (_options.PicturesFolder is not null && i < PictureRows)
                picture.Add(blurred.narrow(1, 0, 1), restored, truth);
        }
        if (_options.PicturesFolder is { } folder)
            picture.Write(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"step-{report.Step:D8}.png")));
        return report with
        {
            ValidationLoss = loss / _pairs.Length,
            ValidationPsnr = psnr / _pairs.Length,
            ValidationContrast = contrast / _pairs.Length,
        };
    }

    /// <summary>Of the inputs as they are, in dB; null without validation.</summary>
    public double? BlurredPsnr()
    {
        if (IsEmpty)
            return null;
        using var scope = NewDisposeScope();
        return Enumerable
            .Range(0, _pairs.Length)
            .Average(i =>
            {
                var (blurred, x0) = _training.Center(_pairs[i], i);
                return Psnr(_training.ToUnit(x0, blurred) - blurred.narrow(1, 0, 1));
            });
    }

    /// <summary>One sample of x0, drawn as a restorer would draw it.</summary>
    private Tensor Sample(RestorerNetwork network, Tensor blurred, Func<Tensor> noise)
    {
        if (!_options.Prediction.IsDiffusion())
            return network.forward(blurred);
        long[] shape = [blurred.shape[0], 1, .. blurred.shape[2..]];
        var schedule = _options.Schedule;
        var sampler = schedule is BridgeSchedule ? Sampler.BridgeMean : Sampler.Ddim;
        var x0 = sampler.Sample(
            Denoise,
            schedule,
            _options.ValidationSamplingSteps,
            eta: 0,
            samples: 1,
            (_, _) => noise().data<float>().ToArray()
        );
        return tensor(x0[0], shape, device: _device);

        Estimates Denoise(IReadOnlyList<float[]> states, double t)
        {
            using var scope = NewDisposeScope();
            var state = tensor(states[0], shape, device: _device);
            var (ofState, ofOutput) = _options.Prediction.X0Weights(schedule, t);
            var output = _inputs.Evaluate(network, blurred, state, tensor([(float)t], device: _device)).narrow(1, 0, 1);
            return new([(state.Times(ofState) + output.Times(ofOutput)).cpu().data<float>().ToArray()]);
        }
    }

    private static double Psnr(Tensor error) =>
        10 * Math.Log10(DataRange * DataRange / Math.Max(1e-12, error.Square().mean().item<float>()));
}
