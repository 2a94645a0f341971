using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Torch;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Trainers;

/// <summary>
/// Trains a network that restores out-of-focus frames (Wu et al. 2024, section 2.4), by diffusion or by regression; made by
/// <c>mlContext.FocusRestoration.Trainers</c>: <c>Ddpm</c>, <c>Dmphn</c>, <c>Uformer</c>, or <c>Restorer</c> for any network.
/// </summary>
/// <remarks>
/// By default a diffusion's network predicts the residual truth − frame instead of the noise: on the same data and budget it restores
/// in five steps what noise prediction does not reach in a thousand. <see cref="RestorerTrainingOptions.Prediction"/> and
/// <see cref="RestorerTrainingOptions.Schedule"/> choose others, the paper's and bridges among them.
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Machine-learning task</term><description>Restoration of frames, from pairs of a frame and its in-focus
/// truth</description></item>
/// <item><term>Is normalization required?</term><description>No: intensities are mapped by the sequence's own range</description></item>
/// <item><term>Is caching required?</term><description>No: the frames are held in memory while training, in two bytes a
/// pixel</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>TorchSharp-cpu to train; only ONNX Runtime to
/// restore</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes: <see cref="RestorationModel.OnnxFile"/></description></item>
/// <item><term>Output columns</term><description>Restored and Spread, vectors of Single [height, width] in counts; WasRestored, Boolean;
/// SampleCount and NeighbourCount, Int32</description></item>
/// </list>
/// </remarks>
public sealed partial class RestorerTrainer : IEstimator<ConditionalRestoreTransformer>
{
    private const double ValidationFraction = 0.1;
    private const double LeastGain = 0.1; // dB

    private readonly IHostEnvironment _environment;
    private readonly Options _options;
    private readonly RestorerTrainingOptions _training;
    private readonly ValidationRows _validation;

    /// <param name="environment">The MLContext.</param>
    /// <param name="options">Columns, split, training and use.</param>
    /// <param name="training">How to train where the options do not say.</param>
    /// <exception cref="ArgumentException">Options do not fit together.</exception>
    internal RestorerTrainer(IHostEnvironment environment, Options options, RestorerTrainingOptions training)
    {
        (_environment, _options) = (environment, options);
        training = options.Training ?? training;
        _training = training with { Seed = environment.Seed(training.Seed) };
        _training.Validate();
        _validation = ValidationRows.Of(options.ValidationFraction, ValidationFraction, options.ValidationSet);
        _options.Restore.Validate(_training.TileSize, _training.Prediction, _training.Schedule);
    }

    /// <summary>
    /// A training that goes on from a restorer, on frames of one's own: the same network, prediction, schedule, tiles and pixel size; crops
    /// as large as the tiles, four pairs a step, and no weight decay. Set <see cref="TrainingOptions.InitialWeightsPath"/> to its file.
    /// </summary>
    /// <param name="model">The restorer.</param>
    /// <exception cref="PostFocusException">Its ONNX file does not tell which network it is, or is damaged.</exception>
    public static RestorerTrainingOptions GoingOn(RestorationModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var network =
            RestorerNetworks.Of(model.OnnxFile)
            ?? throw new PostFocusException("The restorer's ONNX file does not tell which network it is. Give the network and its sizes.");
        return (
            model.Prediction.IsDiffusion() ? new RestorerTrainingOptions { Network = network } : RestorerTrainingOptions.Regression(network)
        ) with
        {
            Prediction = model.Prediction,
            Schedule = model.Schedule,
            TileSize = model.TileSize,
            CropSize = model.TileSize,
            PixelMicrons = model.PixelMicrons,
            BatchSize = 4,
            WeightDecay = 0,
        };
    }

    /// <summary>
    /// Trains on all pairs of the input; the decision column, which the transformer needs, is looked at only for a network that looks
    /// at neighbours, which are those that it calls in focus.
    /// </summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type, or a frame is smaller than the crops.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public ConditionalRestoreTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchDevice.RequireLibrary();
        using var log = new TrainingLog(_environment, _options.Progress);
        var pairs = Read(input);
        var fields = pairs.Select(p => p.Group).Distinct().Count();
        if (_validation.HoldsOut && GroupSplit.Held(fields, _validation.Fraction) <= 0)
            pairs = PairParts.Cut(pairs, _training.CropSize);
        (var training, var validation) = _validation.Split(pairs, Read, _training.UsedSeed, log.Warn);
        GroupSplit.RequireFor(nameof(RestorerTrainingOptions.Patience), _training.Patience, validation.Count);
        GroupSplit.RequireFor(nameof(RestorerTrainingOptions.PicturesFolder), _training.PicturesFolder, validation.Count);
        log.Begin(training.Count, validation.Count);
        var result = RestorerTraining.Run(
            _training,
            training,
            validation,
            log,
            TorchDevice.Of(_environment),
            cancellationToken: _options.Cancellation
        );
        if (result.Kept is { } kept)
            log.Report(kept with { IsOfResult = true });
        WarnIfUseless(result, log);
        var model = new RestorationModel(
            result.Onnx,
            _training.TileSize,
            (float)result.ResidualScale,
            _training.Prediction,
            _training.Schedule
        )
        {
            UsesNeighbours = _training.Network.UsesNeighbours,
            PixelMicrons = _training.PixelMicrons,
        };
        return ConditionalRestoreEstimator.Fit(_environment, model, _options.Restore, input);
    }

    private IReadOnlyList<(RestorerPair Item, string Group)> Read(IDataView input) =>
        TrainingRows.Pairs(
            _environment,
            input,
            _options.ReferenceColumnName,
            _options.GroupColumnName,
            _options.Restore,
            _training.PixelMicrons,
            _training.Network.UsesNeighbours
        );

    private void WarnIfUseless(RestorerTrainingResult result, TrainingLog log)
    {
        // One step from pure noise says nothing of a network that predicts the noise.
        if (_training is { Prediction: Prediction.Epsilon, ValidationSamplingSteps: 1 })
            return;
        if (result.Kept?.ValidationPsnr < result.BlurredPsnr + LeastGain)
        {
            log.Warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The restorer brings the frames to validate on hardly nearer to their truth ({result.Kept?.ValidationPsnr:F2} dB) than they were recorded ({result.BlurredPsnr:F2} dB). Train it for longer, give more pairs, or check that frames and references show the same."
                )
            );
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.Require(TrainingRows.Needed(_options)).With(ConditionalRestoreEstimator.OutputShape(_options.Restore));
}
