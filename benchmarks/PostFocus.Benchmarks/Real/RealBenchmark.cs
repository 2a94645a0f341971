using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms;

namespace PostFocus.Benchmarks.Real;

/// <summary>
/// <c>real</c>: how near models and their trivial rivals bring recorded planes to the plane in focus, and what noise and smoothness
/// have to do with it.
/// </summary>
internal static class RealBenchmark
{
    public static Command Create()
    {
        var recorded = new Option<string>("--recorded")
        {
            Description = "Folder with the collections of recorded images that benchmarks/README.md names.",
            Required = true,
        };
        var models = new Option<string[]>("--models")
        {
            Description = "Models to compare, as NAME=ZIP.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var noise = new Option<double[]>("--noise")
        {
            Description = "Standard deviations of noise to add, as shares of the range.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var smoothing = new Option<double[]>("--smoothing")
        {
            Description = "Standard deviations of Gaussians to smooth by, pixels.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => [],
        };
        var pictures = new Option<string?>("--pictures") { Description = "Folder for a picture of each field." };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("real", "How near models and their trivial rivals bring recorded planes to the plane in focus.")
        {
            recorded,
            models,
            noise,
            smoothing,
            pictures,
            file,
        };
        command.SetAction(parsed =>
        {
            var machine = Machine.Describe();
            var context = new MLContext(seed: 1);
            (string Name, PretrainedModels Models)[] contestants =
            [
                .. parsed.GetRequiredValue(models).Select(text => Model(context, text)),
            ];
            Acquired[] changes =
            [
                .. parsed.GetRequiredValue(noise).Select(share => new Acquired(share, 0)),
                .. parsed.GetRequiredValue(smoothing).Select(pixels => new Acquired(0, pixels)),
            ];
            var report = new MarkdownReport()
                .Heading(1, "Recorded planes")
                .Paragraph(
                    "Public images from microscopes in several focal planes. Every plane out of focus is restored on its own and compared with the "
                        + "plane in focus, which has noise itself. Fields are cut into a left and a right half; what is fitted is fitted to the same plane of "
                        + "the other half, but for the best Gaussian, which is chosen in view of the truth, and the filter to the plane in focus at another "
                        + "time, which sees no truth at all. Figures are means of the two halves, "
                        + "which are no independent samples: each field is one example."
                )
                .Add(
                    [
                        $"Models: {string.Join(", ", parsed.GetRequiredValue(models).Select(m => m.Split('=', 2)[0] + " = " + Path.GetFileName(m.Split('=', 2)[1])))}.",
                        $"Fields: brought to {RecordedField.PixelMicrons} µm a pixel.",
                    ],
                    machine
                )
                .Paragraph(
                    $"PSNR in dB. PCC: Pearson's correlation; edge PCC at the Canny edges of the truth; fine PCC of what a Gaussian of {FineStructure.Sigma} pixels takes "
                        + "away. Contrast: standard deviation as a share of the truth's."
                );
            foreach (var (left, right) in RecordedField.All(parsed.GetRequiredValue(recorded)))
                new FieldSection(context, contestants, left, right).AddTo(report, changes, parsed.GetValue(pictures));
            TimeLapseSection.AddTo(report, parsed.GetRequiredValue(recorded));
            report.Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static (string Name, PretrainedModels Models) Model(MLContext context, string text) =>
        text.Split('=', 2) is [var name, var zip]
            ? (name, context.FocusRestoration.LoadModels(zip))
            : throw new ArgumentException($"'{text}' does not name a model as NAME=ZIP.");
}
