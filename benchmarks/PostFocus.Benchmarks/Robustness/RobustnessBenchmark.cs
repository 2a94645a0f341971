using System.CommandLine;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Robustness;

/// <summary><c>robustness</c>: whatever is damaged ends in something usable or in an error that names it, in bounded time.</summary>
internal static class RobustnessBenchmark
{
    public static Command Create()
    {
        var files = new Option<int>("--files") { Description = "Damaged files of frames.", DefaultValueFactory = _ => 300_000 };
        var zips = new Option<int>("--zips") { Description = "Damaged model zips.", DefaultValueFactory = _ => 5_000 };
        var manifests = new Option<int>("--manifests") { Description = "Damaged manifests.", DefaultValueFactory = _ => 50_000 };
        var seeds = new Option<string[]>("--seeds")
        {
            Description = "Folders with files to damage, beside those that are written here.",
            AllowMultipleArgumentsPerToken = true,
        };
        var models = new Option<string[]>("--models")
        {
            Description = "Model zips to damage, beside a small one.",
            AllowMultipleArgumentsPerToken = true,
            DefaultValueFactory = _ => ["data/models/postfocus.zip"],
        };
        var seed = new Option<int>("--seed") { Description = "Seed of the damage.", DefaultValueFactory = _ => 1 };
        var scratch = new Option<string>("--scratch")
        {
            Description = "Folder for files that are removed again; best one in memory.",
            DefaultValueFactory = _ => TemporaryFolder.Memory,
        };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("robustness", "Damages files of frames, model zips and manifests, and counts how they end.")
        {
            files,
            zips,
            manifests,
            seeds,
            models,
            seed,
            scratch,
            path,
        };
        command.SetAction(parsed =>
        {
            using var folder = new TemporaryFolder(parsed.GetValue(scratch));
            var damaged = new DamagedFiles(folder["files"], parsed.GetValue(seeds) ?? []);
            Tally[] tallies = [new("files of frames"), new("model zips"), new("manifests")];
            damaged.Run(tallies[0], parsed.GetValue(files), new Random(parsed.GetValue(seed)));
            new DamagedZips(folder["zips"], parsed.GetValue(models) ?? []).Run(
                tallies[1],
                parsed.GetValue(zips),
                new Random(parsed.GetValue(seed))
            );
            new DamagedManifests(folder["manifests"]).Run(tallies[2], parsed.GetValue(manifests), new Random(parsed.GetValue(seed)));
            Report(tallies, damaged.Seeds).Publish(Console.Out, parsed.GetValue(path));
            return tallies.Any(t => t.Untyped > 0) ? 1 : 0;
        });
        return command;
    }

    private static MarkdownReport Report(Tally[] tallies, int seeds)
    {
        var report = new MarkdownReport()
            .Heading(1, "Robustness")
            .Paragraph(
                $"Damaged inputs (bytes changed, moved and cut off, numbers at the borders of their ranges), made from {seeds} folders of frames, "
                    + "one small and the given model zips, and lines of manifests. Of a file of frames the sequences are found, up to four frames of each "
                    + "read, and written anew; a zip is loaded, and what loads is held against what was saved."
            )
            .Add([], Machine.Describe())
            .Table(
                ["Damaged", "Inputs", "Usable", "Refused by name", "Any other end", "Longer than 5 s", "Longest, s"],
                tallies.Select(t =>
                    new[]
                    {
                        t.Kind,
                        $"{t.Inputs}",
                        $"{t.Used}",
                        $"{t.Refused}",
                        $"{t.Untyped}",
                        $"{t.Slow}",
                        $"{t.Longest.TotalSeconds:F2}",
                    }
                )
            );
        string[] errors = [.. tallies.SelectMany(t => t.Errors.Select(e => $"{t.Kind}: {e}"))];
        return errors.Length == 0 ? report : report.Heading(2, "Any other end").List(errors);
    }
}
