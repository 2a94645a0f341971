using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Evaluation;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Deconvolution as a user with some pairs would set it: a Gaussian spread by least squares, the rest by the best PSNR.</summary>
internal sealed class FittedDeconvolution
{
    private const int MostPairs = 24;
    private static readonly double[] s_balances = [1e-3, 1e-2, 0.1, 1, 10];
    private static readonly int[] s_iterations = [1, 2, 4, 8, 16];

    private readonly PointSpread _spread;

    // Each is looked for only where its method runs: every method is a process of its own.
    private readonly Lazy<double> _balance;
    private readonly Lazy<int> _iterations;

    private FittedDeconvolution(IReadOnlyList<RestorationRow> pairs)
    {
        var fit = new GaussianSpreadFit();
        foreach (var pair in pairs)
        {
            UnitFrame truth = UnitFrame.Of(pair.Truth.Frame, pair.Map),
                recorded = UnitFrame.Of(pair.Recorded.Frame, pair.Map);
            fit.Add(truth.Values, recorded.Values, truth.Height, truth.Width);
        }
        _spread = PointSpread.Gaussian(fit.Sigma());
        _balance = new(() =>
            s_balances.MaxBy(balance => MeanPsnr(pairs, f => Deconvolution.Wiener(f.Counts, f.Height, f.Width, _spread, balance)))
        );
        _iterations = new(() =>
            s_iterations.MaxBy(n => MeanPsnr(pairs, f => Deconvolution.RichardsonLucy(f.Counts, f.Height, f.Width, _spread, n)))
        );
    }

    /// <param name="manifest">Wells that are not tested on; the first pairs out of focus are used.</param>
    public static FittedDeconvolution Fit(string manifest)
    {
        var context = new MLContext(seed: 1);
        var frames = OutOfFocus.Only(context, context.Data.LoadFrames(manifest));
        var rows = new RestorationRows(frames.Schema, new RestorationEvaluationOptions { RestoredColumnName = LoadedColumns.Frame });
        return new([.. rows.Of(frames).Take(MostPairs)]);
    }

    public float[] Wiener(float[] counts, int height, int width) => Deconvolution.Wiener(counts, height, width, _spread, _balance.Value);

    public float[] RichardsonLucy(float[] counts, int height, int width) =>
        Deconvolution.RichardsonLucy(counts, height, width, _spread, _iterations.Value);

    private static double MeanPsnr(IReadOnlyList<RestorationRow> pairs, Func<Frame, float[]> restore) =>
        pairs.Average(pair => ImageMetrics.Psnr(pair.Truth.Frame.Counts, restore(pair.Recorded.Frame), pair.Map.White - pair.Map.Black));
}
