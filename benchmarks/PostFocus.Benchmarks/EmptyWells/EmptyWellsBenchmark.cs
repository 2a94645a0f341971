using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging;
using PostFocus.Transforms;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.EmptyWells;

/// <summary><c>empty</c>: whether restoring wells without cells draws cells into them.</summary>
internal static class EmptyWellsBenchmark
{
    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a restorer.", Required = true };
        var empty = new Option<string[]>("--empty") { Description = "Folders with truth.csv: wells without cells.", Required = true, AllowMultipleArgumentsPerToken = true };
        var control = new Option<string[]>("--control") { Description = "As many folders with truth.csv and masks: wells of the same kind with one cell each, which say what a cell is.", Required = true, AllowMultipleArgumentsPerToken = true };
        var origin = new Option<string?>("--origin") { Description = "How the data came about, for the report: the commands that made them." };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("empty", "Whether restoring wells without cells draws cells into them.") { model, empty, control, origin, file };
        command.SetAction(parsed =>
        {
            string machine = Machine.Describe(), zip = parsed.GetRequiredValue(model);
            string[] emptied = parsed.GetRequiredValue(empty), controls = parsed.GetRequiredValue(control);
            if (emptied.Length != controls.Length)
                throw new ArgumentException($"--empty names {emptied.Length} folders and --control {controls.Length}; each kind of well needs both.");
            var context = new MLContext(seed: 1);
            PretrainedModels models = context.FocusRestoration.LoadModels(zip);
            RestorationModel restorer = models.Restorer ?? throw new InvalidDataException($"'{zip}' has no restorer.");
            var options = new ConditionalRestoreOptions { DecisionColumnName = LoadedColumns.Label, NeighbourDistance = 0 }; // the frames of a well are focal planes
            IEstimator<ITransformer> restore = context.Transforms.ConditionalRestore(restorer, options);
            if (models.Gate is { } gate)
                restore = restore.Append(context.Transforms.GateRestoration(gate));
            new MarkdownReport()
                .Heading(1, "Wells without cells")
                .Paragraph(
                    "Frames out of focus are restored, and what the restored frame shows beyond its truth is counted where it is as strong as half the contrast of the faintest twentieth of cells, " +
                    "over half the area that the smallest twentieth has, not much longer than the largest, on ground that is even in truth. Cells for comparison are those of wells with one cell: " +
                    "the share of them that the same test finds in their restored frames, their truth being painted over, says how blind it is.")
                .Add([$"Model: {Path.GetFileName(zip)}, {options.Describe(restorer)}.", $"Data: {parsed.GetValue(origin) ?? "origin not stated"}."], machine)
                .Table(["Wells", "Contrast asked for", "Pixels asked for", "Pixels across at most", "Cells for comparison", "of them found when restored", "Empty wells", "Frames restored", "Frames with a cell drawn in", "at most (95 %)", "Accepted frames", "with a cell drawn in"],
                    [.. emptied.Zip(controls, (folder, other) => Row(context, restore, folder, other))])
                .Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static string[] Row(MLContext context, IEstimator<ITransformer> restore, string empty, string control)
    {
        List<(CellImage Cell, RestoredFrame Frame)> cells =
            [.. from frame in Frames(context, restore, control)
                let mask = FrameFile.Read(frame.Path.Replace($"{Path.DirectorySeparatorChar}frames{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}masks{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                let cell = CellImage.Of(frame.Reference, mask, frame.Range)
                where cell is not null
                select (cell, frame)];
        CellLikeTest test = CellLikeTest.Fit([.. cells.Select(c => c.Cell)]);
        int found = cells.Count(c => test.Count(c.Frame.Restored, c.Cell.WithoutCell, c.Cell.Height, c.Cell.Width, c.Frame.Range) > 0);
        int restored = 0, drawn = 0, accepted = 0, acceptedDrawn = 0;
        HashSet<string> wells = [];
        (int height, int width) = (cells[0].Cell.Height, cells[0].Cell.Width);
        foreach (RestoredFrame frame in Frames(context, restore, empty))
        {
            restored++;
            wells.Add(frame.Sequence);
            accepted += frame.Accepted ? 1 : 0;
            if (test.Count(frame.Restored, frame.Reference, height, width, frame.Range) > 0)
            {
                drawn++;
                acceptedDrawn += frame.Accepted ? 1 : 0;
                Console.Error.WriteLine($"{frame.Path}: {frame.TrueDefocusMicrons:F1} µm");
            }
        }
        return
        [
            DataSet.Name(empty), $"{test.Contrast:F3}", $"{test.AreaPixels}", $"{test.MostAcross}", $"{cells.Count}", $"{(double)found / cells.Count:P1}",
            $"{wells.Count}", $"{restored}", $"{drawn}", $"{ConfidenceInterval.Wilson(drawn, restored).High:P2}", $"{accepted}", $"{acceptedDrawn}",
        ];
    }

    private static IEnumerable<RestoredFrame> Frames(MLContext context, IEstimator<ITransformer> restore, string folder)
    {
        IDataView frames = context.Data.LoadFrames(BenchmarkInput.Manifest(folder));
        return context.Watch<RestoredFrame>(restore.Fit(frames).Transform(frames), DataSet.Name(folder), ignoreMissingColumns: true).Where(frame => frame.Label);
    }

    /// <summary>A row; the properties are named after its columns.</summary>
    private sealed class RestoredFrame
    {
        public string Path { get; set; } = "";

        public string Sequence { get; set; } = "";

        public bool Label { get; set; }

        public float TrueDefocusMicrons { get; set; }

        public float[] Reference { get; set; } = [];

        public float[] Restored { get; set; } = [];

        /// <summary>By the gate; without one, all are.</summary>
        public bool Accepted { get; set; } = true;

        /// <summary>Counts that map to −1 and +1.</summary>
        public float[] Intensity { get; set; } = [];

        public double Range => Intensity[1] - Intensity[0];
    }
}
