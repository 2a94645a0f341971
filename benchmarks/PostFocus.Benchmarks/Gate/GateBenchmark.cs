using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Restoration;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Statistics;
using PostFocus.Trainers.Gate;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.Gate;

/// <summary><c>gate</c>: whether a gate keeps its promise on wells that it has not seen.</summary>
internal static class GateBenchmark
{
    /// <summary>Below 3 µm frames are in focus in truth, and were restored by mistake.</summary>
    private static readonly IReadOnlyList<DistanceBin> s_distances = DistanceBin.Between(
        0,
        3,
        5,
        7,
        9,
        11,
        13,
        16,
        double.PositiveInfinity
    );

    public static Command Create()
    {
        var model = new Option<string>("--model") { Description = "Model zip with a classifier, a restorer and a gate.", Required = true };
        var data = new Option<string[]>("--data")
        {
            Description = "Folders with truth.csv, of wells that none of them has seen.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var distance = new Option<int>("--neighbour-distance")
        {
            Description = "Of frames in focus that a restorer looks at; 0 where the frames of a well are focal planes.",
            DefaultValueFactory = _ => new ConditionalRestoreEstimator.Options().NeighbourDistance,
        };
        var strangers = new Option<bool>("--strangers")
        {
            Description = "Take the frames in focus of videos from other wells: a restorer that looks at them is misled.",
        };
        var origin = new Option<string?>("--origin")
        {
            Description = "How the data came about, for the report: the commands that made them.",
        };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("gate", "Whether a gate keeps its promise on wells that it has not seen.")
        {
            model,
            data,
            distance,
            strangers,
            origin,
            file,
        };
        command.SetAction(parsed =>
        {
            string machine = Machine.Describe(),
                zip = parsed.GetRequiredValue(model);
            var context = new MLContext(seed: 1);
            var models = context.FocusRestoration.LoadModels(zip);
            if (models is not { Classifier: { } classifier, Restorer: { } restorer, Gate: { } gate })
                throw new InvalidDataException($"'{zip}' does not hold a classifier, a restorer and a gate.");
            var restore = new ConditionalRestoreEstimator.Options { NeighbourDistance = parsed.GetValue(distance) };
            IEstimator<ITransformer> pipeline = context
                .Transforms.ScoreFrames(models)
                .Append(context.Transforms.ConditionalRestore(restorer, restore))
                .Append(context.Transforms.GateRestoration(gate));
            string[] folders = parsed.GetRequiredValue(data),
                manifests = [.. folders.Select(BenchmarkInput.Manifest)];
            using var misleading = parsed.GetValue(strangers) ? new Strangers(manifests) : null;
            (string Name, GatedFrame[] Frames)[] sets =
            [
                .. folders.Zip(
                    misleading?.Manifests ?? manifests,
                    (folder, manifest) => (DataFolder.Name(folder), Judge(context, pipeline, DataFolder.Name(folder), manifest))
                ),
            ];
            GatedFrame[] all = [.. sets.SelectMany(set => set.Frames)];
            new MarkdownReport()
                .Heading(1, "The gate")
                .Paragraph(
                    "Frames that the classifier calls out of focus are restored and judged. A frame is worse than its input where it loses in any of the senses named below. "
                        + "In brackets the 95 % interval (Wilson); frames of one well are counted as if they were independent, so wells are counted too."
                )
                .Add(
                    [
                        $"Model: {Path.GetFileName(zip)}, {restore.Describe(restorer)}.",
                        .. RestorationGateTrainer.Describe(gate).Select(line => $"Its gate: {line}."),
                        $"Data: {parsed.GetValue(origin) ?? "origin not stated"}.",
                    ],
                    machine
                )
                .Table(
                    s_columns,
                    [.. sets.Select(set => Row(set.Name, set.Frames)), .. sets.Length > 1 ? [Row("*all*", all)] : Array.Empty<string[]>()]
                )
                .Heading(2, "In which sense")
                .Paragraph(
                    "Error: larger than that of the frame as recorded; half contrast, small Gaussian: larger than that of the frame as recorded at half its contrast, and after the best Gaussian of "
                        + "half a pixel to two (chosen in view of the truth); edges, fine structure: less correlation with the truth at its edges, and of what a Gaussian of 2 pixels takes away."
                )
                .Table(
                    ["Frames", "n", .. s_harms.Select(harm => harm.Name)],
                    [Senses("restored", all), Senses("accepted", [.. all.Where(f => f.IsAccepted)])]
                )
                .Heading(2, "By distance from focus")
                .Table(
                    ["µm", .. s_columns.Skip(1)],
                    s_distances
                        .Select(distance => (distance.Name, Frames: all.Where(f => distance.Holds(f.DefocusMicrons)).ToArray()))
                        .Where(bin => bin.Frames.Length > 0)
                        .Select(bin => Row(bin.Name, bin.Frames))
                )
                .Publish(Console.Out, parsed.GetValue(file));
        });
        return command;
    }

    private static readonly string[] s_columns =
    [
        "Wells",
        "Restored frames",
        "of wells",
        "worse than their input",
        "Accepted",
        "of them worse",
        "wells with such a frame",
        "Gain of accepted frames, dB",
        "of rejected frames, dB",
        "Gain that the gate gives away, dB a frame",
    ];

    private static readonly (string Name, RestorationHarm Harm)[] s_harms =
    [
        ("error", RestorationHarm.Error),
        ("half contrast", RestorationHarm.HalfContrast),
        ("small Gaussian", RestorationHarm.SmallGaussian),
        ("edges", RestorationHarm.Edges),
        ("fine structure", RestorationHarm.FineStructure),
    ];

    private static string[] Senses(string name, GatedFrame[] frames) =>
        [name, $"{frames.Length}", .. s_harms.Select(sense => WithInterval(frames.Count(f => f.Harm.HasFlag(sense.Harm)), frames.Length))];

    private static string[] Row(string name, GatedFrame[] frames)
    {
        GatedFrame[] accepted = [.. frames.Where(f => f.IsAccepted)],
            rejected = [.. frames.Where(f => !f.IsAccepted)];
        return
        [
            name,
            $"{frames.Length}",
            $"{Wells(frames)}",
            $"{frames.Count(f => f.IsWorse)} ({(double)frames.Count(f => f.IsWorse) / frames.Length:P1})",
            $"{accepted.Length} ({(double)accepted.Length / frames.Length:P1})",
            WithInterval(accepted.Count(f => f.IsWorse), accepted.Length),
            $"{Wells(accepted.Where(f => f.IsWorse))} of {Wells(accepted)}",
            Mean(accepted),
            Mean(rejected),
            $"{rejected.Sum(f => f.Gain) / frames.Length:F2}",
        ];

        static int Wells(IEnumerable<GatedFrame> of) => of.Select(f => f.Well).Distinct().Count();
        static string Mean(GatedFrame[] of) => of.Length == 0 ? "" : $"{of.Average(f => f.Gain):F2}";
    }

    private static string WithInterval(int worse, int of)
    {
        if (of == 0)
            return "";
        (var low, var high) = ConfidenceInterval.Wilson(worse, of);
        return $"{worse} ({(double)worse / of:P2} [{low:P2}, {high:P2}])";
    }

    private static GatedFrame[] Judge(MLContext context, IEstimator<ITransformer> pipeline, string name, string manifest)
    {
        var frames = context.Data.LoadFrames(manifest);
        var size = ((VectorDataViewType)frames.Schema[LoadedColumns.Frame].Type).Dimensions;
        return
        [
            .. context
                .Watch<GatedRow>(pipeline.Fit(frames).Transform(frames), name, ignoreMissingColumns: true)
                .Where(row => row.WasRestored)
                .Select(row => GatedFrame.Of(row, size[0], size[1])),
        ];
    }
}
