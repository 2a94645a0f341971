using PostFocus.Imaging.Storage;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Benchmarks.Reporting;

/// <summary>What a reader needs to repeat a benchmark: command, data, model, machine.</summary>
internal static class Circumstances
{
    public static MarkdownReport Add(this MarkdownReport report, BenchmarkInput input, string machine) =>
        report.Add(
            [
                $"Data: {input.Origin ?? "origin not stated"} (SHA-256 of {Path.GetFileName(input.ManifestPath)}: {Hash(input.ManifestPath)}).",
                $"Model: {Path.GetFileName(input.ModelPath)} (SHA-256 {Hash(input.ModelPath)}).",
            ],
            machine
        );

    /// <summary>For a benchmark of something else than a model's doings.</summary>
    /// <param name="report">The report.</param>
    /// <param name="materials">What went into it, a line each.</param>
    /// <param name="machine">Where it ran.</param>
    public static MarkdownReport Add(this MarkdownReport report, IEnumerable<string> materials, string machine) =>
        report.Paragraph("Made from the repository's root by").Code(Command()).List([.. materials, $"Machine: {machine}."]);

    /// <summary>How a frame is restored: "5 samples of 5 steps".</summary>
    public static string Describe(this ConditionalRestoreEstimator.Options options, RestorationModel model) =>
        options.For(model) is var taken && model.Prediction.IsDiffusion()
            ? $"{taken.Samples} samples of {taken.Steps} steps"
            : $"a regression in {taken.Samples} orientations";

    public static string Command() =>
        "dotnet run -c Release --project benchmarks/PostFocus.Benchmarks -- "
        + string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(Argument));

    /// <summary>Of a rooted path only the name: where one machine keeps its files tells others nothing.</summary>
    private static string Argument(string argument)
    {
        if (Path.IsPathRooted(argument))
            argument = DataFolder.Name(argument);
        return argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
    }

    private static string Hash(string path) => FileHash.Sha256(path)[..16];
}
