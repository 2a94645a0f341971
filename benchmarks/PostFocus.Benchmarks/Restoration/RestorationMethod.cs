using System.Globalization;
using Microsoft.ML;
using PostFocus.Imaging.Baselines;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>A way of restoring frames.</summary>
/// <param name="Name">As it is written on the command line, shown in the report, and kept in files.</param>
/// <param name="Estimator">From frames to a column <c>Restored</c>, and where there are samples <c>Spread</c>.</param>
/// <param name="Cost">Of one frame of that height and width.</param>
internal sealed record RestorationMethod(
    string Name,
    Func<MLContext, IDataView, IEstimator<ITransformer>> Estimator,
    Func<int, int, MethodCost> Cost
);

/// <summary>What a frame costs a network.</summary>
/// <param name="Evaluations">Runs of the network, on one tile each.</param>
/// <param name="Flops">Additions and multiplications in its convolutions and matrix products.</param>
internal readonly record struct MethodCost(int Evaluations, double Flops);

/// <summary>All methods that a user would try, from doing nothing to diffusion.</summary>
internal static class RestorationMethods
{
    private const string Restored = "Restored";

    /// <summary>What needs no training, with a point spread fitted to pairs of other wells.</summary>
    public static IEnumerable<RestorationMethod> Baselines(string fittingData)
    {
        var fitted = new Lazy<FittedDeconvolution>(() => FittedDeconvolution.Fit(BenchmarkInput.Manifest(fittingData)));
        return
        [
            Plain("as recorded", (frame, _, _) => frame),
            Plain("unsharp", (frame, height, width) => UnsharpMask.Sharpen(frame, height, width)),
            Plain("wiener", (frame, height, width) => fitted.Value.Wiener(frame, height, width)),
            Plain("richardson-lucy", (frame, height, width) => fitted.Value.RichardsonLucy(frame, height, width)),
        ];
    }

    /// <param name="text">
    /// <c>NAME=ZIP</c>, <c>NAME=ZIP:SAMPLESxSTEPS</c>, <c>NAME=ZIP:SAMPLESxSTEPS:SAMPLER</c>, or with how far neighbours may be away
    /// <c>NAME=ZIP:SAMPLESxSTEPS:SAMPLER:FRAMES</c>, and with the correlation that is asked of them (−1: none) after another colon.
    /// </param>
    /// <exception cref="ArgumentException">It is written otherwise.</exception>
    public static RestorationMethod Model(string text)
    {
        string[] named = text.Split('=', 2),
            parts = named[^1].Split(':');
        if (named.Length != 2 || named[0].Length == 0 || named[0].AsSpan().IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            throw new ArgumentException($"'{text}' is not a model: write NAME=ZIP, NAME=ZIP:5x5 or NAME=ZIP:5x5:Ddim.");
        var options = new ConditionalRestoreEstimator.Options { DecisionColumnName = LoadedColumns.Label, RestoredColumnName = Restored };
        if (parts.Length > 1)
        {
            int[] counts = [.. parts[1].Split('x').Select(n => int.TryParse(n, out var count) ? count : 0)];
            options = counts is [> 0, > 0]
                ? options with
                {
                    Samples = counts[0],
                    Steps = counts[1],
                }
                : throw new ArgumentException($"'{parts[1]}' in '{text}' is not a number of samples and steps, such as 5x5.");
        }
        if (parts.Length > 2 && parts[2].Length > 0)
        {
            options = options with
            {
                Sampler = Enum.TryParse(parts[2], ignoreCase: true, out Sampler sampler)
                    ? sampler
                    : throw new ArgumentException(
                        $"'{parts[2]}' in '{text}' is not a sampler; there are {string.Join(", ", Enum.GetNames<Sampler>())}."
                    ),
            };
        }
        if (parts.Length > 3)
        {
            options = options with
            {
                NeighbourDistance = int.TryParse(parts[3], out var frames)
                    ? frames
                    : throw new ArgumentException($"'{parts[3]}' in '{text}' is not a number of frames."),
            };
        }
        if (parts.Length > 4)
        {
            options = options with
            {
                NeighbourCorrelation = double.TryParse(parts[4], CultureInfo.InvariantCulture, out var correlation)
                    ? correlation
                    : throw new ArgumentException($"'{parts[4]}' in '{text}' is not a correlation."),
            };
        }
        return new(
            named[0],
            (context, _) => context.Transforms.ConditionalRestore(Restorer(context, parts[0]), options),
            (height, width) =>
            {
                var model = Restorer(new MLContext(seed: 1), parts[0]);
                var taken = options.For(model);
                var evaluations =
                    taken.Samples * taken.Steps * new TileGrid(height, width, model.TileSize, options.TileOverlap).Tiles.Count;
                return new(evaluations, evaluations * NetworkFlops.Of(model.OnnxFile));
            }
        );
    }

    private static RestorationModel Restorer(MLContext context, string zip) =>
        context.FocusRestoration.LoadModels(zip).Restorer ?? throw new InvalidDataException($"'{zip}' has no restorer.");

    private static RestorationMethod Plain(string name, Func<float[], int, int, float[]> restore) =>
        new(name, (context, frames) => FrameFunction.Estimator(context, frames, Restored, LoadedColumns.Label, restore), (_, _) => default);
}
