using PostFocus.Imaging;
using PostFocus.Transforms;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Restoration;

namespace Microsoft.ML;

/// <summary>Restoration of out-of-focus frames, in the shape of ML.NET's own catalogs.</summary>
public sealed class FocusRestorationCatalog
{
    private readonly MLContext _context;

    internal FocusRestorationCatalog(MLContext context)
    {
        _context = context;
        Trainers = new(context);
    }

    /// <summary>Trainers of restoration networks (extension methods of PostFocus.Trainers).</summary>
    public RestorationTrainers Trainers { get; }

    /// <summary>The networks inside a model zip, e.g. a pretrained one.</summary>
    /// <param name="path">A stock ML.NET model zip.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PostFocusException">
    /// The file is not an ML.NET model zip, is damaged, holds no network of ours, or one that does not fit its model or may not be used.
    /// </exception>
    public PretrainedModels LoadModels(string path) => PretrainedModels.Load(_context, path);

    /// <summary>The pretrained networks of the package PostFocus.Models: classifier, restorer, domain, gate, and a segmenter.</summary>
    /// <remarks>They learnt from simulated frames only.</remarks>
    /// <exception cref="PostFocusException">
    /// They lie neither beside the program, in its folder <c>models</c>, nor, in a notebook, among the packages.
    /// </exception>
    public PretrainedModels LoadModels() => PretrainedModels.Load(_context);

    /// <summary>
    /// A focus classifier from elsewhere, for <c>ScoreFocus</c>: any network that takes an image and tells how likely it is out of focus.
    /// </summary>
    /// <param name="path">Its ONNX file; in version 11 of ONNX's operators or a later one.</param>
    /// <param name="options">What it takes and gives; null: unit intensities, and two logits.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PostFocusException">It is no ONNX file, may not be used, or takes or gives other than is declared.</exception>
    /// <exception cref="ArgumentException">Black and White are one.</exception>
    public FocusModel ClassifierFromOnnx(string path, OwnClassifierOptions? options = null) =>
        FromOnnx(
            path,
            onnx =>
            {
                var model = OwnClassifier.Of(onnx, options ?? new());
                model.File.OpenAhead(model.Contract, _context);
                return model;
            }
        );

    /// <summary>A restorer from elsewhere, for <c>ConditionalRestore</c>: any network that takes an image to one of its size.</summary>
    /// <param name="path">Its ONNX file; in version 11 of ONNX's operators or a later one.</param>
    /// <param name="options">What it takes and gives; null: unit intensities, and the restored image.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PostFocusException">It is no ONNX file, may not be used, or takes or gives other than is declared.</exception>
    /// <exception cref="ArgumentException">Black and White are one.</exception>
    public RestorationModel RestorerFromOnnx(string path, OwnRestorerOptions? options = null) =>
        FromOnnx(
            path,
            onnx =>
            {
                var model = OwnRestorer.Of(onnx, options ?? new());
                model.File.OpenAhead(model.Contract, _context);
                return model;
            }
        );

    private static T FromOnnx<T>(string path, Func<byte[], T> model)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        try
        {
            return model(File.ReadAllBytes(path));
        }
        catch (PostFocusException e)
        {
            throw new PostFocusException($"'{path}': {e.Message}", e);
        }
    }

    /// <summary>Measures a restoration whose truth is known: likeness before and after, what the spread tells, flicker.</summary>
    /// <remarks>One pass, row by row; what is kept does not grow but by two numbers a restored frame.</remarks>
    /// <param name="data">Rows with a recorded, a restored and a true frame, such as <c>ConditionalRestore</c> makes of a manifest.</param>
    /// <param name="options">Columns and features; null: the defaults.</param>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    /// <exception cref="FrameFormatException">The frames of a row differ in size, or cannot be used.</exception>
    /// <exception cref="PostFocusException">There are no rows.</exception>
    public RestorationMetrics Evaluate(IDataView data, RestorationEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        var metrics = RestorationEvaluator.Evaluate(_context, data, options ?? new());
        return metrics.FrameCount > 0
            ? metrics
            : throw new PostFocusException(
                "There are no rows to evaluate. Check the manifest, and the filter or split that the rows come from."
            );
    }

    /// <summary>Trains and evaluates over folds of the data.</summary>
    /// <param name="data">Frames with their truth.</param>
    /// <param name="estimator">What is trained: a restorer, or a pipeline with one.</param>
    /// <param name="numberOfFolds">2 or more.</param>
    /// <param name="samplingKeyColumnName">
    /// Rows with one value stay in one fold. Default <c>Sequence</c>, because frames of one well show the same cells; null:
    /// rows are drawn one by one.
    /// </param>
    /// <param name="seed">Of the folds; null: the context's.</param>
    /// <param name="options">Columns and features of the evaluation; null: the defaults.</param>
    /// <returns>A model, its metrics and its restored rows for each fold, in order.</returns>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public IReadOnlyList<TrainCatalogBase.CrossValidationResult<RestorationMetrics>> CrossValidate(
        IDataView data,
        IEstimator<ITransformer> estimator,
        int numberOfFolds = 5,
        string? samplingKeyColumnName = LoadedColumns.Sequence,
        int? seed = null,
        RestorationEvaluationOptions? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        return
        [
            .. _context
                .Data.CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed)
                .Select(
                    (fold, index) =>
                    {
                        var model = estimator.Fit(fold.TrainSet);
                        var restored = model.Transform(fold.TestSet);
                        return new TrainCatalogBase.CrossValidationResult<RestorationMetrics>(
                            model,
                            // A fold can be empty, where there are fewer sequences than folds.
                            RestorationEvaluator.Evaluate(_context, restored, options ?? new()),
                            restored,
                            index
                        );
                    }
                ),
        ];
    }

    /// <summary>Where the trainers' extension methods hang.</summary>
    public sealed class RestorationTrainers
    {
        internal RestorationTrainers(MLContext context) => Context = context;

        internal MLContext Context { get; }
    }
}
