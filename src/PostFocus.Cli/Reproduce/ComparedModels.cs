using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Reproduce;

/// <summary>A model zip.</summary>
/// <param name="Name">Its file's, without the extension.</param>
/// <param name="Path">Where it lies.</param>
/// <param name="Models">What it holds.</param>
internal sealed record ComparedModel(string Name, string Path, PretrainedModels Models)
{
    private const int OfRegression = 5;

    /// <summary>What a frame takes, by what it takes the regression that is shipped: as many runs of the network.</summary>
    public double Cost =>
        Models.Restorer is { } restorer && new ConditionalRestoreEstimator.Options().For(restorer) is var options
            ? (double)options.Samples * options.Steps / OfRegression
            : 1;
}

/// <summary>The model zips that are compared; the first one restores the videos.</summary>
internal sealed record ComparedModels(IReadOnlyList<ComparedModel> All)
{
    public ComparedModel First => All[0];

    /// <exception cref="PostFocusException">Two have one name, or one lacks what it is needed for.</exception>
    public static ComparedModels Load(MLContext context, IReadOnlyList<string> paths)
    {
        ComparedModel[] all =
        [
            .. paths.Select(path => new ComparedModel(
                Path.GetFileNameWithoutExtension(path),
                path,
                context.FocusRestoration.LoadModels(path)
            )),
        ];
        if (all.CountBy(model => model.Name).FirstOrDefault(n => n.Value > 1) is { Key: { } twice })
            throw new PostFocusException($"--models: two zips are called '{twice}'. Give each a name of its own.");
        if (all[0].Models is not { Classifier: not null, Restorer: not null, Gate: not null })
            throw new PostFocusException(
                $"--models: '{paths[0]}' restores the videos, so it needs a classifier, a restorer and a gate. Give such a zip first."
            );
        if (all.FirstOrDefault(model => model.Models is { Classifier: null, Restorer: null }) is { } neither)
            throw new PostFocusException($"--models: '{neither.Path}' has neither a classifier nor a restorer. Leave it out.");
        return new(all);
    }
}
