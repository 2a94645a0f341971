using System.CommandLine;
using System.Diagnostics;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;

namespace PostFocus.Benchmarks.Segmentation;

/// <summary><c>segmentation</c>: how well cells are found in focus, out of focus, and restored.</summary>
internal static class SegmentationBenchmark
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a segmenter.", Required = true };
        var restorer = new Option<string?>("--restorer") { Description = "Model zip with a restorer." };
        var data = new Option<string[]>("--data")
        {
            Description = "Folders of simulated wells that the networks have not seen; or manifests with mask_path for every frame.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var origin = new Option<string?>("--origin")
        {
            Description = "How the data came about, for the report: the commands that made them.",
        };
        var frames = new Option<int?>("--frames") { Description = "Use only that many frames of each folder, from the first." };
        var pictures = new Option<string?>("--pictures") { Description = "Folder for a picture of each data set (PNG)." };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("segmentation", "How well cells are found in focus, out of focus, and restored.")
        {
            model,
            restorer,
            data,
            origin,
            frames,
            pictures,
            file,
        };
        command.SetAction(parsed =>
        {
            var machine = Machine.Describe();
            var context = new MLContext(seed: 1);
            var zip = parsed.GetRequiredValue(model);
            var segmenter =
                context.FocusRestoration.LoadModels(zip).Segmenter ?? throw new InvalidDataException($"'{zip}' has no segmenter.");
            var restoring = parsed.GetValue(restorer) is { } other
                ? context.FocusRestoration.LoadModels(other).Restorer ?? throw new InvalidDataException($"'{other}' has no restorer.")
                : null;
            var report = new MarkdownReport()
                .Heading(1, "Cells found")
                .Paragraph(
                    "Cells of simulated wells that no network has seen, against their masks. A cell is found where a found one has an IoU of at "
                        + "least 0.5 with it; pairs are made by falling IoU. AP is TP / (TP + FP + FN) over all cells of the set at that IoU, as "
                        + "StarDist's paper counts. The IoU of found cells is the mean over cells ± SD over wells' means; intervals are of 95 %, "
                        + "bootstrapped over wells. Local variance is Otsu's threshold on the local standard deviation with connected components. "
                        + "Frames are restored each by itself, without a look at neighbours."
                )
                .Add(
                    [
                        $"Segmenter: {Path.GetFileName(zip)}, polygons from a score of {segmenter.LeastScore}, overlapping by at most {segmenter.MostOverlap}.",
                        $"Data: {parsed.GetValue(origin) ?? "origin not stated"}.",
                    ],
                    machine
                );
            foreach (var folder in parsed.GetRequiredValue(data))
            {
                var run = new SegmentationRun(context, segmenter, restoring);
                var clock = Stopwatch.StartNew();
                var (truth, states) = run.Segment(folder, parsed.GetValue(frames));
                Console.Error.WriteLine($"{DataFolder.Name(folder)}: {clock.Elapsed.TotalSeconds:F0} s");
                SegmentationReport.Add(report, DataFolder.Name(folder), truth, states);
                if (parsed.GetValue(pictures) is { } place)
                    SegmentationPictures.Draw(
                        Path.Combine(Directory.CreateDirectory(place).FullName, $"{DataFolder.Name(folder)}.png"),
                        run.Shown
                    );
            }
            report.Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }
}
