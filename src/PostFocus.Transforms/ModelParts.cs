using Microsoft.ML.Data;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
#pragma warning disable IDE0130
namespace Microsoft.ML;

#pragma warning restore IDE0130

/// <summary>
/// The parts of a model, such as one that <c>mlContext.Model.Load</c> gives: chains are looked into, and chains inside of chains.
/// </summary>
public static class ModelParts
{
    /// <summary>
    /// The transformers that a model consists of, in order, none of them a chain; a model that is not a chain is its only part.
    /// </summary>
    /// <param name="model">The model.</param>
    public static IEnumerable<ITransformer> Parts(this ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model is IEnumerable<ITransformer> chain ? chain.SelectMany(Parts) : [model];
    }

    /// <summary>
    /// The columns of an input that a model reads, to be saved with it in place of the whole schema: ML.NET's
    /// <c>CreatePredictionEngine(model, schema)</c> asks its input type for every column that the zip's schema has.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="input">The schema of what it was fitted to.</param>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    /// <exception cref="InvalidOperationException">A part of the model is not a row-to-row mapper.</exception>
    public static DataViewSchema NeededInput(this ITransformer model, DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(input);
        if (model.Parts().FirstOrDefault(part => !part.IsRowToRowMapper) is { } other)
            throw new InvalidOperationException(
                $"{other.GetType().Name} does not map rows one by one: save the model with the whole schema."
            );
        var mapper = model.GetRowToRowMapper(input);
        HashSet<string> needed = [.. mapper.GetDependencies(mapper.OutputSchema.Where(c => c.Index >= input.Count)).Select(c => c.Name)];
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input.Where(c => !c.IsHidden && needed.Contains(c.Name)).Select(c => new DataViewSchema.DetachedColumn(c)));
        return builder.ToSchema();
    }

    /// <summary>
    /// The model with every part of a type replaced. The other parts are shared by both models, so dispose of one of the two.
    /// </summary>
    /// <typeparam name="T">The type, e.g. <c>RestorationGateTransformer</c>.</typeparam>
    /// <param name="model">The model; it stays as it is.</param>
    /// <param name="replacement">What takes the place of a part: a transformer, or a chain of several.</param>
    /// <exception cref="ArgumentException">The model has no such part, or nothing takes the place of one.</exception>
    public static TransformerChain<ITransformer> ReplaceParts<T>(this ITransformer model, Func<T, ITransformer> replacement)
        where T : class, ITransformer
    {
        ArgumentNullException.ThrowIfNull(replacement);
        ITransformer[] parts = [.. model.Parts()];
        if (!parts.OfType<T>().Any())
            throw new ArgumentException(
                $"The model has no {typeof(T).Name}, only {string.Join(", ", parts.Select(part => part.GetType().Name))}.",
                nameof(model)
            );
        return new([.. parts.Select(part => part is T found ? Replaced(found) : part)]);

        ITransformer Replaced(T part) =>
            replacement(part)
            ?? throw new ArgumentException($"The function gave null for a {typeof(T).Name}; give a transformer.", nameof(replacement));
    }
}
