using Microsoft.ML;
using PostFocus.Transforms;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Sharpness;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>PostFocus's components in the catalogs of an <see cref="MLContext"/>.</summary>
public static class PostFocusCatalogs
{
    extension(MLContext context)
    {
        /// <summary>Restoration of out-of-focus frames.</summary>
        public FocusRestorationCatalog FocusRestoration => new(context);

        /// <summary>
        /// Ends what PostFocus's components of this context do, once the token is cancelled: cursors throw
        /// <see cref="OperationCanceledException"/>, in a large frame between two of its tiles. The context computes nothing more after that.
        /// </summary>
        /// <param name="cancellation">The token.</param>
        /// <returns>To be disposed of where the context outlives the token's purpose.</returns>
        public CancellationTokenRegistration CancelWith(CancellationToken cancellation) =>
            cancellation.Register(() => MicrosoftMLInternals.Cancel(context));
    }

    /// <summary>Frames in files as a data view: a row a frame, read lazily.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="paths">
    /// Folders (every folder with frame files is a sequence), multi-page files and OME-Zarr images (each series a sequence),
    /// or manifests
    /// (<c>.csv</c> with path, sequence, frame, out_of_focus, reference_path, defocus_um, pixel_um).
    /// </param>
    /// <returns>Columns of <see cref="LoadedColumns"/>; the last three only where a manifest gives them for every row.</returns>
    /// <exception cref="PostFocus.Imaging.FrameFormatException">A file cannot be read, or differs in size.</exception>
    /// <exception cref="FileNotFoundException">There is no such path.</exception>
    public static IDataView LoadFrames(this DataOperationsCatalog catalog, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return FrameLoader.Load(catalog.Environment(), paths);
    }

    /// <summary>Frames in files as a data view, with a word on which of them are videos.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">What to take of multi-page files, and what file names say.</param>
    /// <param name="paths">Folders, multi-page files, or manifests, to which of the options only the pixel size applies.</param>
    /// <returns>Columns of <see cref="LoadedColumns"/>.</returns>
    /// <exception cref="PostFocus.Imaging.FrameFormatException">
    /// A file cannot be read, differs in size, or has no such channel, focal plane or series.
    /// </exception>
    public static IDataView LoadFrames(
        this DataOperationsCatalog catalog, PostFocus.Imaging.SequenceOptions options, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(paths);
        return FrameLoader.Load(catalog.Environment(), paths, options);
    }

    /// <summary>Sequences that were found before, as a data view: a row a frame, read lazily.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="sequences">Sequences of frames of one size.</param>
    /// <param name="cameraOffset">
    /// Counts of the camera without light, as the lower end of every sequence's intensities: see
    /// <see cref="PostFocus.Imaging.IntensityMap.Fit"/>. Null: a low percentile of each sequence.
    /// </param>
    public static IDataView LoadFrames(
        this DataOperationsCatalog catalog, IEnumerable<PostFocus.Imaging.FrameSequence> sequences, double? cameraOffset = null)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return FrameLoader.Load(catalog.Environment(), sequences, cameraOffset);
    }

    /// <summary>Frames of one size whose sequence was scanned before, as a data view: a row a frame, read lazily. Their intensity maps are known.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="part">The frames.</param>
    public static IDataView LoadFrames(this DataOperationsCatalog catalog, PostFocus.Imaging.ScannedPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return FrameLoader.Load(catalog.Environment(), part);
    }

    /// <summary>Checked pairs of an out-of-focus and an in-focus frame as a data view: a row a frame, read lazily.</summary>
    /// <remarks>
    /// One intensity map a sequence serves frames and references alike; it is fitted over all rows of the sequence, before
    /// cropping.
    /// </remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="pairs">Pairs from two folders or from Z-stacks.</param>
    /// <returns>
    /// Columns of <see cref="LoadedColumns"/>, with Label and Reference; TrueDefocusMicrons where stacks give the distance of
    /// their planes.
    /// </returns>
    public static IDataView LoadPairs(this DataOperationsCatalog catalog, PostFocus.Imaging.FramePairs pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return FrameLoader.Load(catalog.Environment(), pairs);
    }

    /// <summary>Reads the frame (TIFF, PNG, BMP or JPEG) that a path column names.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">Output: frames in counts, [height, width].</param>
    /// <param name="inputColumnName">Text: paths. Null: <paramref name="outputColumnName"/>.</param>
    /// <param name="folder">Folder that relative paths start from; null: the working folder.</param>
    public static FrameLoadingEstimator LoadFrames(
        this TransformsCatalog catalog, string outputColumnName, string? inputColumnName = null, string? folder = null) =>
        new(catalog.Environment(), outputColumnName, inputColumnName, folder);

    /// <summary>Scores frames with a trained focus network.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="frameColumnName">
    /// Frames or MLImages. An MLImage has 8 bits a channel: of files with 16, LoadImages keeps the upper 8. Load those with LoadFrames.
    /// </param>
    /// <param name="intensityColumnName">Null: <c>Intensity</c> if the input has it, else each frame's percentiles.</param>
    public static FocusScoringEstimator ScoreFocus(
        this TransformsCatalog catalog, FocusModel model,
        string frameColumnName = LoadedColumns.Frame, string? intensityColumnName = null)
    {
        return catalog.ScoreFocus(model, new FocusScoringOptions
        {
            FrameColumnName = frameColumnName,
            IntensityColumnName = intensityColumnName,
        });
    }

    /// <summary>Scores frames with a trained focus network.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns, and the band of probabilities that are called unsure.</param>
    /// <exception cref="ArgumentException">The band has one end only, or its ends are swapped.</exception>
    public static FocusScoringEstimator ScoreFocus(this TransformsCatalog catalog, FocusModel model, FocusScoringOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), model, options);
    }

    /// <summary>Fits the probabilities of a trained focus network to labelled frames, and where wanted its threshold.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns, and what is fitted; null: the defaults.</param>
    public static FocusCalibrator FocusClassifier(
        this BinaryClassificationCatalog.CalibratorsCatalog catalog, FocusModel model, FocusCalibrator.Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(catalog.Environment(), model, options ?? new());
    }

    /// <summary>Measures the sharpness of frames as features for ML.NET's own trainers; needs no training.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">Output: a vector of 9 Singles with slot names.</param>
    /// <param name="inputColumnName">Frames or MLImages.</param>
    public static SharpnessFeaturesEstimator SharpnessFeatures(
        this TransformsCatalog catalog, string outputColumnName = "Features", string inputColumnName = LoadedColumns.Frame)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return new(catalog.Environment(), new(outputColumnName, inputColumnName));
    }

    /// <summary>Restores the out-of-focus frames with a trained model and passes the others through.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="outputColumnName">Output: the restored frames.</param>
    /// <param name="inputColumnName">Frames or MLImages.</param>
    public static ConditionalRestoreEstimator ConditionalRestore(
        this TransformsCatalog catalog, RestorationModel model,
        string outputColumnName = "Restored", string inputColumnName = LoadedColumns.Frame) =>
        catalog.ConditionalRestore(model, new ConditionalRestoreOptions
        {
            RestoredColumnName = outputColumnName,
            FrameColumnName = inputColumnName,
        });

    /// <summary>Restores the out-of-focus frames with a trained model and passes the others through.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns, samples, steps.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static ConditionalRestoreEstimator ConditionalRestore(
        this TransformsCatalog catalog, RestorationModel model, ConditionalRestoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), model, options);
    }

    /// <summary>Judges restored frames and keeps those that can be trusted; comes after <c>ConditionalRestore</c>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A gate from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns; null: the defaults.</param>
    public static RestorationGateEstimator GateRestoration(
        this TransformsCatalog catalog, GateModel model, RestorationGateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(catalog.Environment(), model, options ?? new());
    }

    /// <summary>Measures frames: Tenengrad, and with a reference PSNR and Pearson correlation.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="frameColumnName">Frames or MLImages.</param>
    /// <param name="referenceColumnName">In-focus frames of the same instants; null: none.</param>
    public static FocusMetricsEstimator FocusMetrics(
        this TransformsCatalog catalog, string frameColumnName = "Restored", string? referenceColumnName = null) =>
        catalog.FocusMetrics(new FocusMetricsOptions
        {
            FrameColumnName = frameColumnName,
            ReferenceColumnName = referenceColumnName,
        });

    /// <summary>Measures frames: Tenengrad, and with a reference PSNR and Pearson correlation.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns.</param>
    public static FocusMetricsEstimator FocusMetrics(this TransformsCatalog catalog, FocusMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), options);
    }
}

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
    /// <exception cref="PostFocus.Imaging.PostFocusException">
    /// The file is no ML.NET model zip, is damaged, holds no network of ours, or one that does not fit its model or may not be used.
    /// </exception>
    public PretrainedModels LoadModels(string path) => PretrainedModels.Load(_context, path);

    /// <summary>Measures a restoration whose truth is known: likeness before and after, what the spread tells, flicker.</summary>
    /// <remarks>One pass, row by row; what is kept does not grow but by two numbers a restored frame.</remarks>
    /// <param name="data">Rows with a recorded, a restored and a true frame, such as <c>ConditionalRestore</c> makes of a manifest.</param>
    /// <param name="options">Columns and features; null: the defaults.</param>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    /// <exception cref="PostFocus.Imaging.FrameFormatException">The frames of a row differ in size, or cannot be used.</exception>
    public RestorationMetrics Evaluate(IDataView data, RestorationEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return RestorationEvaluator.Evaluate(_context, data, options ?? new());
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
        IDataView data, IEstimator<ITransformer> estimator, int numberOfFolds = 5,
        string? samplingKeyColumnName = LoadedColumns.Sequence, int? seed = null, RestorationEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(estimator);
        return [.. _context.Data.CrossValidationSplit(data, numberOfFolds, samplingKeyColumnName, seed).Select((fold, index) =>
        {
            ITransformer model = estimator.Fit(fold.TrainSet);
            IDataView restored = model.Transform(fold.TestSet);
            return new TrainCatalogBase.CrossValidationResult<RestorationMetrics>(model, Evaluate(restored, options), restored, index);
        })];
    }

    /// <summary>Where the trainers' extension methods hang.</summary>
    public sealed class RestorationTrainers
    {
        internal RestorationTrainers(MLContext context) => Context = context;

        internal MLContext Context { get; }
    }
}
