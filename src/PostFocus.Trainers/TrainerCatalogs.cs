using PostFocus.Trainers;
using PostFocus.Trainers.Domain;
using PostFocus.Trainers.Gate;
using PostFocus.Trainers.Networks.Dmphns;
using PostFocus.Trainers.Networks.Uformers;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Restoration.Diffusion;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>PostFocus's trainers in the catalogs of an <see cref="MLContext"/>.</summary>
public static class TrainerCatalogs
{
    /// <summary>Trains a network that finds out-of-focus frames, with default options.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="labelColumnName">Boolean, true = out of focus.</param>
    /// <param name="frameColumnName">Frames or MLImages.</param>
    public static FocusClassifierTrainer FocusClassifier(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        string labelColumnName = "Label",
        string frameColumnName = "Frame"
    ) =>
        catalog.FocusClassifier(
            new FocusClassifierTrainer.Options { LabelColumnName = labelColumnName, FrameColumnName = frameColumnName }
        );

    /// <summary>Trains a network that finds out-of-focus frames.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var trainer = context.BinaryClassification.Trainers.FocusClassifier(
    ///     new FocusClassifierTrainer.Options { Training = new() { Epochs = 20 } });
    /// IDataView scored = trainer.Fit(planes).Transform(planes);
    /// Console.WriteLine($"accuracy {context.BinaryClassification.Evaluate(scored).Accuracy:P0}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns, split and training.</param>
    public static FocusClassifierTrainer FocusClassifier(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog,
        FocusClassifierTrainer.Options options
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), options);
    }

    /// <summary>Trains a conditional diffusion model that restores out-of-focus frames, with default options.</summary>
    /// <param name="trainers">The catalog.</param>
    /// <param name="referenceColumnName">In-focus frames of the same instants.</param>
    /// <param name="frameColumnName">Frames or MLImages.</param>
    public static RestorerTrainer Ddpm(
        this FocusRestorationCatalog.RestorationTrainers trainers,
        string referenceColumnName = "Reference",
        string frameColumnName = "Frame"
    ) => trainers.Ddpm(Columns(referenceColumnName, frameColumnName));

    /// <summary>Trains a conditional diffusion model that restores out-of-focus frames.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var trainer = context.FocusRestoration.Trainers.Ddpm(new RestorerTrainer.Options
    /// {
    ///     Training = new RestorerTrainingOptions { Minutes = 60 },
    ///     Restore = new() { DecisionColumnName = "Label" }, // or ScoreFocus before it
    /// });
    /// IDataView rows = trainer.Fit(planes).Transform(planes);
    /// Console.WriteLine($"{rows.GetColumn<bool>("WasRestored").Count(was => was)} frames were restored");
    /// ]]></code>
    /// </example>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">Columns, split, training and use.</param>
    /// <exception cref="ArgumentException">The training is a regression.</exception>
    public static RestorerTrainer Ddpm(this FocusRestorationCatalog.RestorationTrainers trainers, RestorerTrainer.Options options) =>
        Create(trainers, options, new(), nameof(Ddpm), training => training.Prediction != Prediction.Regression);

    /// <summary>Trains the multi-patch network DMPHN of the paper's comparison, a regression, with default options.</summary>
    /// <param name="trainers">The catalog.</param>
    /// <param name="referenceColumnName">In-focus frames of the same instants.</param>
    /// <param name="frameColumnName">Frames or MLImages.</param>
    public static RestorerTrainer Dmphn(
        this FocusRestorationCatalog.RestorationTrainers trainers,
        string referenceColumnName = "Reference",
        string frameColumnName = "Frame"
    ) => trainers.Dmphn(Columns(referenceColumnName, frameColumnName));

    /// <summary>Trains the multi-patch network DMPHN of the paper's comparison, a regression.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var trainer = context.FocusRestoration.Trainers.Dmphn(new RestorerTrainer.Options
    /// {
    ///     Training = RestorerTrainingOptions.Regression(RestorerNetworks.ByName("dmphn-compact")) with { Minutes = 60 },
    ///     Restore = new() { DecisionColumnName = "Label" }, // or ScoreFocus before it
    /// });
    /// IDataView rows = trainer.Fit(planes).Transform(planes);
    /// Console.WriteLine($"{rows.GetColumn<bool>("WasRestored").Count(was => was)} frames were restored");
    /// ]]></code>
    /// </example>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">
    /// Columns, split, training and use; a training of one's own starts from
    /// <c>RestorerTrainingOptions.Regression(DmphnOptions.Compact)</c> or the like.
    /// </param>
    /// <exception cref="ArgumentException">The training is of another network.</exception>
    public static RestorerTrainer Dmphn(this FocusRestorationCatalog.RestorationTrainers trainers, RestorerTrainer.Options options) =>
        Create(
            trainers,
            options,
            RestorerTrainingOptions.Regression(DmphnOptions.Published),
            nameof(Dmphn),
            training => training.Network is DmphnOptions
        );

    /// <summary>Trains the transformer Uformer of the paper's comparison, a regression, with default options.</summary>
    /// <param name="trainers">The catalog.</param>
    /// <param name="referenceColumnName">In-focus frames of the same instants.</param>
    /// <param name="frameColumnName">Frames or MLImages.</param>
    public static RestorerTrainer Uformer(
        this FocusRestorationCatalog.RestorationTrainers trainers,
        string referenceColumnName = "Reference",
        string frameColumnName = "Frame"
    ) => trainers.Uformer(Columns(referenceColumnName, frameColumnName));

    /// <summary>Trains the transformer Uformer of the paper's comparison, a regression.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var trainer = context.FocusRestoration.Trainers.Uformer(new RestorerTrainer.Options
    /// {
    ///     Training = RestorerTrainingOptions.Regression(RestorerNetworks.ByName("uformer-compact")) with { Minutes = 60 },
    ///     Restore = new() { DecisionColumnName = "Label" }, // or ScoreFocus before it
    /// });
    /// IDataView rows = trainer.Fit(planes).Transform(planes);
    /// Console.WriteLine($"{rows.GetColumn<bool>("WasRestored").Count(was => was)} frames were restored");
    /// ]]></code>
    /// </example>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">
    /// Columns, split, training and use; a training of one's own starts from
    /// <c>RestorerTrainingOptions.Regression(UformerOptions.Compact)</c> or the like. The default network is Uformer-T.
    /// </param>
    /// <exception cref="ArgumentException">The training is of another network.</exception>
    public static RestorerTrainer Uformer(this FocusRestorationCatalog.RestorationTrainers trainers, RestorerTrainer.Options options) =>
        Create(
            trainers,
            options,
            RestorerTrainingOptions.Regression(UformerOptions.Tiny),
            nameof(Uformer),
            training => training.Network is UformerOptions
        );

    /// <summary>Trains any network that restores out-of-focus frames, by diffusion or by regression.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var trainer = context.FocusRestoration.Trainers.Restorer(new RestorerTrainer.Options
    /// {
    ///     Training = RestorerTrainingOptions.Regression(RestorerNetworks.ByName("dmphn-compact")) with { Minutes = 60 },
    ///     Restore = new() { DecisionColumnName = "Label" }, // or ScoreFocus before it
    /// });
    /// IDataView rows = trainer.Fit(planes).Transform(planes);
    /// Console.WriteLine($"{rows.GetColumn<bool>("WasRestored").Count(was => was)} frames were restored");
    /// ]]></code>
    /// </example>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">Columns, split, training and use.</param>
    public static RestorerTrainer Restorer(this FocusRestorationCatalog.RestorationTrainers trainers, RestorerTrainer.Options options) =>
        Create(trainers, options, new(), nameof(Restorer), _ => true);

    private static RestorerTrainer.Options Columns(string reference, string frame) =>
        new() { ReferenceColumnName = reference, FrameColumnName = frame };

    private static RestorerTrainer Create(
        FocusRestorationCatalog.RestorationTrainers trainers,
        RestorerTrainer.Options options,
        RestorerTrainingOptions training,
        string name,
        Func<RestorerTrainingOptions, bool> isIts
    )
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Training is { } own && !isIts(own))
        {
            throw new ArgumentException(
                $"Training is of {own.Network.GetType().Name} with prediction {own.Prediction}, which {name} does not train; "
                    + $"{nameof(Restorer)} does.",
                nameof(options)
            );
        }
        return new(trainers.Context, options, training);
    }

    /// <summary>Learns which restored frames can be trusted, from restored frames with their truth.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// PretrainedModels models = context.FocusRestoration.LoadModels("data/models/postfocus.zip");
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var restore = context.Transforms.ScoreFrames(models).Append(context.Transforms.ConditionalRestore(models.Restorer!));
    /// IDataView restored = restore.Fit(planes).Transform(planes);
    /// var trainer = context.FocusRestoration.Trainers.Gate(new RestorationGateTrainer.Options { AllowedWorse = 0.01 });
    /// GateModel gate = trainer.Fit(restored).Model;
    /// foreach (string line in RestorationGateTrainer.Describe(gate))
    ///     Console.WriteLine(line);
    /// ]]></code>
    /// </example>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">Columns, split and promise; null: the defaults.</param>
    public static RestorationGateTrainer Gate(
        this FocusRestorationCatalog.RestorationTrainers trainers,
        RestorationGateTrainer.Options? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new(trainers.Context, options ?? new());
    }

    /// <summary>Trains a network that finds cells, from frames with the number of the cell at each pixel.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var trainer = context.FocusRestoration.Trainers.Segmenter(
    ///     new SegmenterTrainer.Options { Training = new SegmenterTrainingOptions { Minutes = 30 } });
    /// IDataView found = trainer.Fit(planes).Transform(planes);
    /// Console.WriteLine($"cells in each frame: {string.Join(", ", found.GetColumn<int>("CellCount"))}");
    /// ]]></code>
    /// </example>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">Columns, split and training; null: the defaults.</param>
    public static SegmenterTrainer Segmenter(
        this FocusRestorationCatalog.RestorationTrainers trainers,
        SegmenterTrainer.Options? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new(trainers.Context, options ?? new());
    }

    /// <summary>Learns what frames look like that networks and gate know.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// DomainModel domain = context.FocusRestoration.Trainers.Domain(new DomainTrainer.Options { FalseAlarms = 0.1 }).Fit(planes).Model;
    /// Console.WriteLine(DomainTrainer.Describe(domain));
    /// ]]></code>
    /// </example>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">Columns, split and limit; null: the defaults.</param>
    public static DomainTrainer Domain(this FocusRestorationCatalog.RestorationTrainers trainers, DomainTrainer.Options? options = null)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        return new(trainers.Context, options ?? new());
    }
}
