using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging.Pictures;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.EmptyWells;

/// <summary><c>empty</c>: whether restoring wells without cells draws cells into them.</summary>
internal static class EmptyWellsBenchmark
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a restorer.", Required = true };
        var empty = new Option<string[]>("--empty")
        {
            Description = "Folders with truth.csv: wells without cells.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var control = new Option<string[]>("--control")
        {
            Description = "As many folders with truth.csv and masks: wells of the same kind with one cell each, which say what a cell is.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var without = new Option<string[]>("--without")
        {
            Description = "As many folders again: the wells of --control, simulated without their cells.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var origin = new Option<string?>("--origin")
        {
            Description = "How the data came about, for the report: the commands that made them.",
        };
        var pictures = new Option<string?>("--pictures")
        {
            Description = "Folder for pictures: a row each frame with a cell drawn in, as recorded, as restored and in truth.",
        };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("empty", "Whether restoring wells without cells draws cells into them.")
        {
            model,
            empty,
            control,
            without,
            origin,
            pictures,
            file,
        };
        command.SetAction(parsed =>
        {
            string machine = Machine.Describe(),
                zip = parsed.GetRequiredValue(model);
            var emptied = parsed.GetRequiredValue(empty);
            (string One, string None)[] controls = [.. parsed.GetRequiredValue(control).Zip(parsed.GetRequiredValue(without))];
            if (emptied.Length != parsed.GetRequiredValue(control).Length || emptied.Length != parsed.GetRequiredValue(without).Length)
                throw new ArgumentException(
                    "--empty, --control and --without name folders of the same kind of well one by one; there must be as many of each."
                );
            var context = new MLContext(seed: 1);
            var models = context.FocusRestoration.LoadModels(zip);
            var restorer = models.Restorer ?? throw new InvalidDataException($"'{zip}' has no restorer.");
            // The frames of a well are focal planes: no neighbours.
            var options = new ConditionalRestoreEstimator.Options { DecisionColumnName = LoadedColumns.Label, NeighbourDistance = 0 };
            IEstimator<ITransformer> restore = context.Transforms.ConditionalRestore(restorer, options);
            if (models is { Classifier: { } classifier, Gate: { } gate })
                restore = context.Transforms.ScoreFocus(classifier).Append(restore).Append(context.Transforms.GateRestoration(gate));
            Dictionary<(string, string), Control> tests = controls
                .Distinct()
                .ToDictionary(pair => pair, pair => Control.Of(Frames(context, restore, pair.One), pair.None));
            new MarkdownReport()
                .Heading(1, "Wells without cells")
                .Paragraph(
                    "Frames out of focus are restored, and what the restored frame shows beyond its truth is counted where it is as strong as half of the faintest twentieth of cells, "
                        + "over half the area that the smallest twentieth has, not much longer than the largest, on ground that is even in truth. Strength is the root mean square of the difference over 5 × 5 pixels, "
                        + "as a share of the intensity range. Cells for comparison are those of wells with one cell: the share of them that the same test finds in their restored frames, "
                        + "where the truth shows the same well without its cell, says how blind it is."
                )
                .Add(
                    [
                        $"Model: {Path.GetFileName(zip)}, {options.Describe(restorer)}.",
                        $"Data: {parsed.GetValue(origin) ?? "origin not stated"}.",
                    ],
                    machine
                )
                .Table(
                    [
                        "Wells",
                        "Strength asked for",
                        "Pixels asked for",
                        "Pixels across at most",
                        "Cells for comparison",
                        "of them found when restored",
                        "Empty wells",
                        "Frames restored",
                        "Frames with a cell drawn in",
                        "at most (95 %)",
                        "Accepted frames",
                        "with a cell drawn in",
                    ],
                    [
                        .. emptied.Zip(
                            controls,
                            (folder, other) =>
                                Row(DataFolder.Name(folder), tests[other], Frames(context, restore, folder), parsed.GetValue(pictures))
                        ),
                    ]
                )
                .Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static string[] Row(string name, Control control, IEnumerable<EmptyWellRow> frames, string? pictures)
    {
        var test = control.Test;
        int restored = 0,
            drawn = 0,
            accepted = 0,
            acceptedDrawn = 0;
        HashSet<string> wells = [];
        var seen = new Montage(gap: 0, ground: 0);
        foreach (var frame in frames)
        {
            restored++;
            wells.Add(frame.Sequence);
            accepted += frame.Accepted ? 1 : 0;
            if (test.Count(frame.Restored, frame.Reference, control.Height, control.Width, frame.Range) == 0)
                continue;
            drawn++;
            acceptedDrawn += frame.Accepted ? 1 : 0;
            seen.AddRow(
                control.Height,
                control.Width,
                frame.Intensity[0],
                frame.Intensity[1],
                frame.Frame,
                frame.Restored,
                frame.Reference
            );
            Console.Error.WriteLine($"{frame.Path}: {frame.TrueDefocusMicrons:F1} µm");
        }
        if (pictures is not null)
            seen.WriteGrey(Path.Combine(pictures, $"{name}.png"));
        return
        [
            name,
            $"{test.Contrast:F3}",
            $"{test.AreaPixels}",
            $"{test.MostAcross}",
            $"{control.Cells}",
            $"{(double)control.Found / control.Cells:P1}",
            $"{wells.Count}",
            $"{restored}",
            $"{drawn}",
            $"{ConfidenceInterval.Wilson(drawn, restored).High:P2}",
            $"{accepted}",
            $"{acceptedDrawn}",
        ];
    }

    private static IEnumerable<EmptyWellRow> Frames(MLContext context, IEstimator<ITransformer> restore, string folder)
    {
        var frames = context.Data.LoadFrames(BenchmarkInput.Manifest(folder));
        return context
            .Watch<EmptyWellRow>(restore.Fit(frames).Transform(frames), DataFolder.Name(folder), ignoreMissingColumns: true)
            .Where(frame => frame.Label);
    }
}
