using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace PostFocus.Transforms.MicrosoftML;

/// <summary>The other internals of Microsoft.ML that a component outside of it needs.</summary>
internal static class MicrosoftMLInternals
{
    /// <summary>Where neither options nor the MLContext have one: the same input gives the same bytes even then.</summary>
    public const ulong DefaultSeed = 1;

    public static IHostEnvironment Environment(this TransformsCatalog catalog) => CatalogUtils.GetEnvironment(catalog);

    public static IHostEnvironment Environment(this TrainCatalogBase.CatalogInstantiatorBase trainers) =>
        CatalogUtils.GetEnvironment(trainers);

    /// <summary>GpuDeviceId and FallbackToCpu of the MLContext behind an environment.</summary>
    public static (int? GpuDeviceId, bool FallbackToCpu) Device(this IHostEnvironment environment) =>
        environment is IHostEnvironmentInternal known ? (known.GpuDeviceId, known.FallbackToCpu) : (null, true);

    /// <summary>The seed that an option gives, else that of the MLContext behind an environment, else <see cref="DefaultSeed"/>.</summary>
    public static ulong Seed(this IHostEnvironment environment, ulong? given) =>
        given ?? (environment is IHostEnvironmentInternal { Seed: { } seed } ? (uint)seed : DefaultSeed);

    public static IHostEnvironment Environment(this DataOperationsCatalog catalog) => CatalogUtils.GetEnvironment(catalog);

    /// <summary>Ends the work of all environments below the context: see <see cref="ThrowIfCancelled"/>.</summary>
    public static void Cancel(MLContext context) => context.CancelExecution();

    /// <exception cref="OperationCanceledException">The work of the context was ended.</exception>
    public static void ThrowIfCancelled(this IHostEnvironment environment)
    {
        if (environment is ICancelable { IsCanceled: true })
            throw new OperationCanceledException("The work of the MLContext was cancelled.");
    }

    /// <summary>One line in the log of the MLContext (its Log event).</summary>
    public static void LogLine(this IHostEnvironment environment, string component, string line)
    {
        using var channel = environment.Start(component);
        channel.Info(line);
    }

    /// <summary>The same of what should be looked at.</summary>
    public static void WarnLine(this IHostEnvironment environment, string component, string line)
    {
        using var channel = environment.Start(component);
        channel.Warning(line);
    }

    /// <summary>What an estimator says of a column before it is fitted.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="item">The type of its items.</param>
    /// <param name="isVector">Whether it is a vector of them.</param>
    /// <param name="isVariable">Whether that differs in length from row to row.</param>
    /// <param name="annotations">Of the column, such as the names of its slots.</param>
    public static SchemaShape.Column ShapeOf(
        string name,
        DataViewType item,
        bool isVector,
        bool isVariable = false,
        DataViewSchema.Annotations? annotations = null
    ) =>
        new(
            name,
            !isVector ? SchemaShape.Column.VectorKind.Scalar
                : isVariable ? SchemaShape.Column.VectorKind.VariableVector
                : SchemaShape.Column.VectorKind.Vector,
            item,
            isKey: false,
            annotations is null
                ? null
                : new SchemaShape(annotations.Schema.Select(a => ShapeOf(a.Name, a.Type.GetItemType(), a.Type is VectorDataViewType)))
        );
}
