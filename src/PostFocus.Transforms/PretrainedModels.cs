using Microsoft.ML;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Transforms;

/// <summary>The networks of a model zip, to be composed with other columns, samples or steps.</summary>
/// <param name="Classifier">Finds out-of-focus frames; null if the zip has none.</param>
/// <param name="Restorer">Restores frames; null if the zip has none.</param>
/// <param name="Gate">Judges restored frames; null if the zip has none.</param>
public sealed record PretrainedModels(FocusModel? Classifier, RestorationModel? Restorer, GateModel? Gate = null)
{
    /// <summary>Finds our networks in a stock ML.NET model zip, wherever they stand in its chain.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is no ML.NET model zip, is damaged, or holds no network of ours.</exception>
    internal static PretrainedModels Load(MLContext context, string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no model file '{path}'.", path);
        ITransformer model;
        try
        {
            model = context.Model.Load(path, out _);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new InvalidDataException(
                $"'{path}' cannot be loaded as a PostFocus model: it must be an ML.NET model zip made by 'postfocus train' " +
                $"or mlContext.Model.Save ({Innermost(e).Message})", e);
        }
        var parts = Flatten(model).ToList();
        FocusModel? classifier = parts.OfType<FocusClassifierTransformer>().FirstOrDefault()?.Model;
        RestorationModel? restorer = parts.OfType<ConditionalRestoreTransformer>().FirstOrDefault()?.Model;
        GateModel? gate = parts.OfType<RestorationGateTransformer>().FirstOrDefault()?.Model;
        if (classifier is null && restorer is null && gate is null)
        {
            throw new InvalidDataException(
                $"'{path}' is an ML.NET model zip without a focus classifier, a restorer or a gate. Give one made by 'postfocus train'.");
        }
        return new(classifier, restorer, gate);
    }

    private static IEnumerable<ITransformer> Flatten(ITransformer transformer) =>
        transformer is IEnumerable<ITransformer> chain ? chain.SelectMany(Flatten) : [transformer];

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;
}
