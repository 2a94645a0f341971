using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;

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
/// <item><term>Is caching required?</term><description>No: the frames are held in memory while training</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>TorchSharp-cpu to train; only ONNX Runtime to predict</description></item>
/// <item><term>Exportable to ONNX</term><description>Yes: <see cref="FocusModel.OnnxFile"/></description></item>
/// <item><term>Output columns</term><description>PredictedLabel, Boolean; Score and Probability, Single</description></item>
/// </list>
/// </remarks>
public sealed class FocusClassifierTrainer : IEstimator<FocusClassifierTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal FocusClassifierTrainer(IHostEnvironment environment, Options options) =>
        (_environment, _options) = (environment, options);

    /// <summary>Columns, split and training of a focus classifier.</summary>
    public sealed record Options
    {
        /// <summary>Boolean column, true = out of focus. Default <c>Label</c>.</summary>
        public string LabelColumnName { get; init; } = LoadedColumns.Label;

        /// <summary>Frames or MLImages. Default <c>Frame</c>.</summary>
        public string FrameColumnName { get; init; } = LoadedColumns.Frame;

        /// <summary>Null (default): <c>Intensity</c> if the input has it, else each frame's own percentiles.</summary>
        public string? IntensityColumnName { get; init; }

        /// <summary>
        /// Text column of the well: frames of one well are all trained on or all validated on. Null (default):
        /// <c>Sequence</c> if the input has it, else every row is a well of its own.
        /// </summary>
        public string? GroupColumnName { get; init; }

        /// <summary>Share of wells held out to choose the best epoch, 0 to 0.9. Default 0.15.</summary>
        public double ValidationFraction { get; init => field = Require.Range(value, 0, 0.9); } = 0.15;

        /// <summary>Network, epochs, rate, augmentation, seed.</summary>
        public ClassifierTrainingOptions Training { get; init; } = new();

        /// <summary>Told after every step and every epoch. Default null.</summary>
        public IProgress<TrainingProgress>? Progress { get; init; }

        /// <summary>Ends the training between two steps with <see cref="OperationCanceledException"/>.</summary>
        public CancellationToken Cancellation { get; init; }
    }

    /// <summary>Trains on the frames of the input.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type, or a frame is smaller than the network's input.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public FocusClassifierTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        IReadOnlyList<(ClassifierExample Item, string Group)> examples = TrainingRows.Labelled(
            input, _options.FrameColumnName, _options.LabelColumnName, _options.IntensityColumnName, _options.GroupColumnName);
        (var training, var validation) = GroupSplit.Split(examples, _options.ValidationFraction, _options.Training.Seed);
        ClassifierTrainingResult result = ClassifierTraining.Run(
            _options.Training, training, validation, _options.Progress, TorchDevice.Of(_environment), _options.Cancellation);
        var model = new FocusModel(result.Onnx, _options.Training.Network.InputSize);
        return new(_environment, model, _options.FrameColumnName, _options.IntensityColumnName);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.With(FocusClassifierTransformer.OutputShape);
}
