using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Torch;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Trainers;

/// <summary>
/// Trains a network that finds out-of-focus frames (Wu et al. 2024, section 2.3, CoAtNet); made by
/// <c>mlContext.BinaryClassification.Trainers.FocusClassifier</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Machine-learning task</term><description>Binary classification; true = out of focus</description></item>
/// <item><term>Is normalization required?</term><description>No: intensities are mapped by the sequence's own range</description></item>
/// <item><term>Is caching required?</term><description>No: the frames are held in memory while training, in two bytes a
/// pixel</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>TorchSharp-cpu to train; only ONNX Runtime to
/// predict</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes: <see cref="FocusModel.OnnxFile"/></description></item>
/// <item><term>Output columns</term><description>PredictedLabel, Boolean; Score and Probability, Single; DefocusMicrons and DefocusSide,
/// Single, of networks that estimate defocus</description></item>
/// </list>
/// </remarks>
public sealed partial class FocusClassifierTrainer : IEstimator<FocusScoringTransformer>
{
    private const double ValidationFraction = 0.15;

    private readonly IHostEnvironment _environment;
    private readonly Options _options;
    private readonly ClassifierTrainingOptions _training;
    private readonly ValidationRows _validation;

    /// <exception cref="ArgumentException">Options do not fit together.</exception>
    internal FocusClassifierTrainer(IHostEnvironment environment, Options options)
    {
        (_environment, _options) = (environment, options);
        _training = options.Training with { Seed = environment.Seed(options.Training.Seed) };
        _validation = ValidationRows.Of(options.ValidationFraction, ValidationFraction, options.ValidationSet);
        var network = _training.Network;
        network.Validate();
        if (network.Classes != 2)
            throw new ArgumentException($"The network has {network.Classes} classes; frames are in focus or out of focus, so it needs 2.");
    }

    /// <summary>Trains on the frames of the input.</summary>
    /// <remarks>
    /// The logits of the validation frames, taken on the tiles that the transformer will use, give the temperature. It stays 1
    /// without validation frames, and where they are all classified rightly, as then any lower temperature looks better.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A column is missing or of a wrong type, the frames trained on are not of both classes, a frame is smaller than the network's
    /// input, or a recall is asked for and no validation frame is out of focus.
    /// </exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public FocusScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        TorchDevice.RequireLibrary();
        using var log = new TrainingLog(_environment, _options.Progress);
        (var training, var validation) = _validation.Split(Read(input), Read, _training.UsedSeed, log.Warn);
        LabelColumn.RequireBothClasses(training.Select(e => e.Label == 1), "train on");
        GroupSplit.RequireFor(nameof(ClassifierTrainingOptions.Patience), _training.Patience, validation.Count);
        bool[] labels = [.. validation.Select(e => e.Label == 1)];
        Require.That(
            _options.TargetRecall is null || labels.Contains(true),
            _options.TargetRecall,
            "TargetRecall needs out-of-focus frames to validate on, and there are none. Give more wells or a larger ValidationFraction.",
            nameof(Options.TargetRecall)
        );
        log.Begin(training.Count, validation.Count);
        var result = ClassifierTraining.Run(_training, training, validation, log, TorchDevice.Of(_environment), _options.Cancellation);
        var kept = result.History[result.BestEpoch];
        log.Report(kept with { IsOfResult = true });
        WarnIfUseless(kept.ValidationAccuracy, labels, log);
        var model = new FocusModel(result.Onnx, _training.Network.InputSize) { PixelMicrons = _training.PixelMicrons };
        return new(
            _environment,
            FocusCalibrator.Calibrated(model, result.ValidationLogits, labels, _options.TargetRecall),
            new FocusScoringEstimator.Options
            {
                FrameColumnName = _options.FrameColumnName,
                IntensityColumnName = _options.IntensityColumnName,
                PixelMicronsColumnName = _options.PixelMicronsColumnName,
            }
        );
    }

    private IReadOnlyList<(ClassifierExample Item, string Group)> Read(IDataView input) =>
        TrainingRows.Labelled(_environment, input, _options);

    /// <summary>A network that has learnt nothing calls all frames the same, and is right as often as the larger class is.</summary>
    private static void WarnIfUseless(double? accuracy, bool[] labels, TrainingLog log)
    {
        if (labels.Length == 0)
            return;
        var positive = (double)labels.Count(isOut => isOut) / labels.Length;
        var larger = Math.Max(positive, 1 - positive);
        if (accuracy <= larger)
        {
            log.Warn(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The classifier is right for {100 * accuracy:F1} % of the frames to validate on, no better than to call all of them {(positive > 0.5 ? "out of" : "in")} focus, the larger class ({100 * larger:F1} %). Train it for longer, give more wells, or check the labels."
                )
            );
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.Require(TrainingRows.Needed(_options)).With(FocusScoringTransformer.ShapeOf(_training.Network.EstimatesDefocus, new()));
}
