using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Restoration;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Restoration without a network in the catalogs of an <see cref="MLContext"/>.</summary>
public static class NeighbourRestoreCatalog
{
    /// <summary>
    /// Restores the out-of-focus frames of videos by filters that are fitted to their neighbours in focus, and passes the others through;
    /// needs no training.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns, and what is asked of a filter; null: the defaults.</param>
    public static NeighbourRestoreEstimator RestoreByNeighbours(
        this TransformsCatalog catalog,
        NeighbourRestoreEstimator.Options? options = null
    ) => new(catalog.Environment(), options ?? new());
}
