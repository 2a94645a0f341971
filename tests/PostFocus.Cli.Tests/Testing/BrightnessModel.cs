using Microsoft.ML;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>
/// A model zip whose verdicts a test knows beforehand, unlike those of trained networks: frames that are brighter than
/// the middle of their sequence's range are out of focus, and restoring adds noise.
/// </summary>
internal static class BrightnessModel
{
    private const int Side = 32;

    private static readonly byte[] s_noise = Node("Identity", ["noisy"], "residual");
    private static readonly Lazy<string> s_zip = new(() => Save(new FocusModel(Classifier(), Side), s_noise));

    public static string Zip => s_zip.Value;

    /// <summary>The same, and it gives NaN for frames that are much brighter than the middle of their sequence's range.</summary>
    public static string WithNaNOfBright() =>
        Save(
            new FocusModel(Classifier(), Side),
            [.. Brightness(), Node("Sqrt", ["left"], "root"), Node("Mul", ["noisy", "root"], "residual")]
        );

    /// <summary>The same, and all samples of such frames are alike.</summary>
    public static string WithoutSpreadOfBright() =>
        Save(
            new FocusModel(Classifier(), Side),
            [.. Brightness(), Node("Relu", ["left"], "share"), Node("Mul", ["noisy", "share"], "residual")]
        );

    /// <summary>The same, and it needs a higher probability, estimates the distance and the side, or knows its pixel size.</summary>
    public static string With(double threshold = 0.5, bool estimatesDefocus = false, double? pixelMicrons = null) =>
        Save(new FocusModel(Classifier(estimatesDefocus), Side) { Threshold = threshold, PixelMicrons = pixelMicrons }, s_noise);

    /// <summary>[−mean, mean] as logits; the mean is the distance, too, in units of 10 µm, and the logit of the side.</summary>
    private static byte[] Classifier(bool estimatesDefocus = false) =>
        Model(
            [
                Node("GlobalAveragePool", ["frame"], "pooled"),
                Node("Flatten", ["pooled"], "mean"),
                Node("Neg", ["mean"], "minus"),
                Node("Concat", ["minus", "mean"], "logits", Axis(1)),
                Node("Concat", ["mean", "mean"], "defocus", Axis(1)),
            ],
            [Value("frame", Side, Side)],
            estimatesDefocus ? [Value("logits"), Value("defocus")] : [Value("logits")]
        );

    /// <summary>1 − 16 · mean, which falls below 0 a little above the middle.</summary>
    private static IEnumerable<byte[]> Brightness() =>
        [
            Node("GlobalAveragePool", ["frame"], "mean0"),
            Node("Sub", ["mean0", "mean0"], "zero"),
            Node("Exp", ["zero"], "one"),
            .. Enumerable.Range(0, 4).Select(i => Node("Add", [$"mean{i}", $"mean{i}"], $"mean{i + 1}")),
            Node("Sub", ["one", "mean4"], "left"),
        ];

    private static byte[] Restorer(byte[][] nodes) =>
        Model(nodes, [Value("frame", Side, Side), Value("noisy", Side, Side), Value("time")], Value("residual", Side, Side));

    private static string Save(FocusModel classifier, params byte[][] restorer)
    {
        var context = new MLContext(1);
        // Anything with the columns that the chain asks for.
        var folder = new TemporaryFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        TestFrames.WriteTiffs(folder.Path, TestFrames.Alternating(2));
        var frames = context.Data.LoadFrames(folder.Path);
        ITransformer chain = context
            .Transforms.ScoreFocus(classifier)
            .Append(context.Transforms.ConditionalRestore(new RestorationModel(Restorer(restorer), Side, 0.1f)))
            .Fit(frames);
        var zip = folder["brightness.zip"];
        context.Model.Save(chain, frames.Schema, zip);
        return zip;
    }
}
