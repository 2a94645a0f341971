using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Torch;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Segmenter;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Trainers;

/// <summary>
/// Trains a network that finds cells as star-convex polygons (Schmidt et al., MICCAI 2018); made by
/// <c>mlContext.FocusRestoration.Trainers.Segmenter</c>.
/// </summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Machine-learning task</term><description>Instance segmentation, from frames with the number of the cell at each
/// pixel</description></item>
/// <item><term>Is normalization required?</term><description>No: intensities are mapped by the sequence's own range</description></item>
/// <item><term>Is caching required?</term><description>No: frames and masks are held in memory while training, in four bytes a
/// pixel</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>TorchSharp-cpu to train; only ONNX Runtime to
/// predict</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes: <see cref="SegmentationModel.OnnxFile"/></description></item>
/// <item><term>Output columns</term><description>CellLabels, CellCount, CellScores, CellPolygons: see
/// <see cref="SegmentCellsTransformer"/></description></item>
/// </list>
/// </remarks>
public sealed partial class SegmenterTrainer : IEstimator<SegmentCellsTransformer>
{
    private const double ValidationFraction = 0.1;
    private const double HardlyAny = 0.05; // of the overlap with true cells

    private readonly IHostEnvironment _environment;
    private readonly Options _options;
    private readonly SegmenterTrainingOptions _training;
    private readonly ValidationRows _validation;

    /// <exception cref="ArgumentException">Options do not fit together.</exception>
    internal SegmenterTrainer(IHostEnvironment environment, Options options)
    {
        (_environment, _options) = (environment, options);
        _training = options.Training with { Seed = environment.Seed(options.Training.Seed) };
        _training.Validate();
        _validation = ValidationRows.Of(options.ValidationFraction, ValidationFraction, options.ValidationSet);
    }

    /// <summary>Trains on the frames of the input.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    /// <exception cref="PostFocusException">A frame is smaller than the network's input, or there is none.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public SegmentCellsTransformer Fit(IDataView input) => Fit([input]);

    /// <summary>The same on several inputs, whose frames may differ in size.</summary>
    /// <param name="inputs">At least one.</param>
    /// <inheritdoc cref="Fit(IDataView)"/>
    public SegmentCellsTransformer Fit(IReadOnlyList<IDataView> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        TorchDevice.RequireLibrary();
        using var log = new TrainingLog(_environment, _options.Progress);
        (var training, var validation) = _validation.Split([.. inputs.SelectMany(Read)], Read, _training.UsedSeed, log.Warn);
        GroupSplit.RequireFor(nameof(TrainingOptions.Patience), _training.Patience, validation.Count);
        log.Begin(training.Count, validation.Count);
        var result = SegmenterTraining.Run(_training, training, validation, log, TorchDevice.Of(_environment), _options.Cancellation);
        if (result.Kept is { } kept)
            log.Report(kept with { IsOfResult = true });
        if (result.Kept?.ValidationOverlap < HardlyAny)
        {
            log.Warn(
                "The segmenter finds hardly any of the true cells of the frames to validate on. Train it for longer, give more frames, or check "
                    + "that the label images belong to the frames."
            );
        }
        var network = _training.Network;
        return new(
            _environment,
            new SegmentationModel(result.Onnx, _training.TileSize, network.Rays, network.Grid)
            {
                PixelMicrons = _training.PixelMicrons,
                LeastScore = result.Thresholds.LeastScore,
                MostOverlap = result.Thresholds.MostOverlap,
            },
            new SegmentCellsEstimator.Options
            {
                FrameColumnName = _options.FrameColumnName,
                IntensityColumnName = _options.IntensityColumnName,
                PixelMicronsColumnName = _options.PixelMicronsColumnName,
            }
        );
    }

    private IReadOnlyList<(SegmenterExample Item, string Group)> Read(IDataView input) =>
        TrainingRows.Masked(_environment, input, _options);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.Require(TrainingRows.Needed(_options)).With(SegmentCellsTransformer.OutputShape(""));
}
