using PostFocus.Transforms.Gate;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>The gate behind a restoration in the catalogs of an <see cref="MLContext"/>.</summary>
public static class RestorationGateCatalog
{
    /// <summary>Judges restored frames and keeps those that can be trusted; comes after <c>ConditionalRestore</c>.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A gate from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns; null: the defaults.</param>
    public static RestorationGateEstimator GateRestoration(
        this TransformsCatalog catalog,
        GateModel model,
        RestorationGateEstimator.Options? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(catalog.Environment(), model, options ?? new());
    }
}
