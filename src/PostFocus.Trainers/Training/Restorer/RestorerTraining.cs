using System.Text.Json;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>The averaged network and how it came about.</summary>
/// <param name="Onnx">The network at the tile size.</param>
/// <param name="ResidualScale">Standard deviation of truth - blurred over the training set, in unit intensities.</param>
/// <param name="BlurredPsnr">Of the validation inputs as they are, in dB; null without validation.</param>
/// <param name="Steps">Finished steps, including before a resume.</param>
/// <param name="Elapsed">Time they took.</param>
/// <param name="History">One entry a validation.</param>
/// <param name="Kept">The validation of the network that is returned; null without validation.</param>
internal sealed record RestorerTrainingResult(
    byte[] Onnx,
    double ResidualScale,
    double? BlurredPsnr,
    long Steps,
    TimeSpan Elapsed,
    IReadOnlyList<TrainingProgress> History,
    TrainingProgress? Kept
);

/// <summary>
/// Trains a restorer: by diffusion, where with x0 = (truth - blurred) / scale, or the truth, and x_t = alpha x0 + sigma noise
/// the network learns what <see cref="Prediction"/> says from (blurred, x_t, t), or by regression, x0 from blurred alone.
/// </summary>
internal sealed class RestorerTraining : StepTraining<RestorerNetwork>
{
    private const int MostFailedInARow = 10; // steps without a finite gradient

    private readonly RestorerTrainingOptions _options;
    private readonly RestorerPairs _pairs;
    private readonly RestorerLoss _loss;
    private readonly RestorerValidation _validation;
    private int _failedInARow;

    private RestorerTraining(
        RestorerTrainingOptions options,
        RestorerPairs pairs,
        RestorerLoss loss,
        RestorerValidation validation,
        NetworkInTraining<RestorerNetwork> trained
    )
        : base(options, trained, pairs.Count, validation) => (_options, _pairs, _loss, _validation) = (options, pairs, loss, validation);

    /// <param name="options">How to train.</param>
    /// <param name="training">Pairs to train on.</param>
    /// <param name="validation">Pairs to watch the training by.</param>
    /// <param name="progress">Told after every step.</param>
    /// <param name="device">Where to train; null for the CPU.</param>
    /// <param name="cancellationToken">Ends the training between two steps.</param>
    /// <exception cref="ArgumentException">
    /// Options that do not fit together, frames of unequal size or too small, or nothing to train on.
    /// </exception>
    /// <exception cref="PostFocusException">
    /// The checkpoint is damaged or of another training; the initial weights are of another network.
    /// </exception>
    /// <exception cref="PostFocusException">The loss is no longer a number.</exception>
    public static RestorerTrainingResult Run(
        RestorerTrainingOptions options,
        IReadOnlyList<RestorerPair> training,
        IReadOnlyList<RestorerPair> validation,
        IProgress<TrainingProgress>? progress = null,
        Device? device = null,
        CancellationToken cancellationToken = default
    )
    {
        options.Validate();
        using var threads = new TorchThreads(options.Threads);
        device ??= CPU;
        var pairs = new RestorerPairs(options, training, device);
        var loss = new RestorerLoss(options, pairs.Scale, device);
        var measurement = new RestorerValidation(options, validation, pairs, loss, device);
        using var trained = new NetworkInTraining<RestorerNetwork>(options, options.Network.Create, InitialWeights.OfRestorer, device);
        var run = new RestorerTraining(options, pairs, loss, measurement, trained);
        run.Train(progress, cancellationToken);
        return run.Result();
    }

    private RestorerTrainingResult Result() =>
        new(
            Best.Length > 0 ? Best : Onnx(),
            _pairs.ResidualScale,
            _validation.BlurredPsnr(),
            State.Step,
            State.Elapsed,
            State.History,
            Kept
        );

    protected override string Learner => "restorer";

    protected override byte[] Onnx() =>
        Average.ToOnnx(_options.TileSize, _options.HalfWeights, regression: !_options.Prediction.IsDiffusion());

    protected override Tensor Loss(long step) => _loss.Of(Network, _pairs.Draw(step));

    /// <summary>
    /// Scales gradients down to their limit. One step in low precision may fail, and is left out, as is usual in mixed precision; the
    /// weights are still good.
    /// </summary>
    protected override bool Admits(float loss, long step)
    {
        if (double.IsFinite(nn.utils.clip_grad_norm_(Network.parameters(), _options.GradientNorm)) && float.IsFinite(loss))
        {
            _failedInARow = 0;
            return true;
        }
        if (++_failedInARow == MostFailedInARow)
            throw Diverged(loss, step);
        return false;
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
                _options.CropSize,
                _options.Acquisition,
                Pairs = _pairs.Count,
                _pairs.ResidualScale,
                Prediction = _options.Prediction.ToString(),
                Schedule = _options.Schedule.ToString(),
                Loss = _options.Loss.ToString(),
            }
        );
}
