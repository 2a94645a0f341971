using PostFocus.Trainers;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Restoration;

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
        string labelColumnName = "Label", string frameColumnName = "Frame") =>
        catalog.FocusClassifier(new FocusClassifierTrainer.Options
        {
            LabelColumnName = labelColumnName,
            FrameColumnName = frameColumnName,
        });

    /// <summary>Trains a network that finds out-of-focus frames.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns, split and training.</param>
    public static FocusClassifierTrainer FocusClassifier(
        this BinaryClassificationCatalog.BinaryClassificationTrainers catalog, FocusClassifierTrainer.Options options)
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
        string referenceColumnName = "Reference", string frameColumnName = "Frame") =>
        trainers.Ddpm(new RestorerTrainer.Options
        {
            ReferenceColumnName = referenceColumnName,
            Restore = new ConditionalRestoreOptions { FrameColumnName = frameColumnName },
        });

    /// <summary>Trains a conditional diffusion model that restores out-of-focus frames.</summary>
    /// <param name="trainers">The catalog.</param>
    /// <param name="options">Columns, split, training and use.</param>
    public static RestorerTrainer Ddpm(this FocusRestorationCatalog.RestorationTrainers trainers, RestorerTrainer.Options options)
    {
        ArgumentNullException.ThrowIfNull(trainers);
        ArgumentNullException.ThrowIfNull(options);
        return new(trainers.Context, options);
    }
}
