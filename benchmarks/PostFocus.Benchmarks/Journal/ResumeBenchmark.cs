using System.CommandLine;
using System.Diagnostics;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Journal;

/// <summary><c>resume</c>: what a run costs that was killed at half and went on, and what its journal costs one that was not.</summary>
internal static class ResumeBenchmark
{
    public static Command Create()
    {
        var sample = new Option<string>("--sample")
        {
            Description = "Folder of the videos whose frames are repeated.",
            DefaultValueFactory = _ => "data/sample",
        };
        var frames = new Option<int>("--frames") { Description = "How many there are.", DefaultValueFactory = _ => 2000 };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("resume", "Time of a run, of one that was killed at half, and of the journal.") { sample, frames, path };
        command.SetAction(parsed =>
        {
            using var folder = new TemporaryFolder(TemporaryFolder.Memory);
            Run(folder, parsed.GetRequiredValue(sample), Math.Max(2, parsed.GetValue(frames) / RepeatedFrames.PerVideo))
                .Publish(Console.Out, parsed.GetValue(path));
        });
        return command;
    }

    private static MarkdownReport Run(TemporaryFolder folder, string sample, int videos)
    {
        var machine = Machine.Describe();
        RunProcess.Finish(sample, folder["sample"]);
        RepeatedFrames.Write(sample, folder["sample"], folder["in"], videos);

        var whole = Timed(() => RunProcess.Finish(folder["in"], folder["whole"]));
        var half = Timed(() => Kill(folder["in"], folder["killed"], Path.Combine($"well{videos / 2:D5}", "t000.tif")));
        var rest = Timed(() => RunProcess.Finish(folder["in"], folder["killed"]));
        var again = Timed(() => RunProcess.Finish(folder["in"], folder["killed"]));
        var same = TemporaryFolder.Hashes(folder["whole"]).SequenceEqual(TemporaryFolder.Hashes(folder["killed"]));
        var cost = JournalCost.Measure(folder["in"], folder["whole"], folder["journal"]);
        var frames = videos * RepeatedFrames.PerVideo;
        return new MarkdownReport()
            .Heading(1, "Resume")
            .Paragraph(
                $"{frames} frames of the sample in {videos} videos, a tenth of them out of focus, through `postfocus run` with the shipped networks. Each run is a process of its own; "
                    + "seconds of the processor are those that it had, whatever else the machine did."
            )
            .Add([], machine)
            .Heading(2, "Killed at half")
            .Table(
                ["Run", "s", "s of the processor", "Share of the whole"],
                [
                    Row("whole", whole, whole),
                    Row("until it was killed, in the middle video", half, whole),
                    Row("the same command once more, to the end", rest, whole),
                    Row("and once more, where nothing is left to do", again, whole),
                ]
            )
            .Paragraph(
                same
                    ? "The folder of the run that was killed holds the same files as that of the whole one, byte for byte."
                    : "THE FOLDERS DIFFER."
            )
            .Heading(2, "The journal")
            .Paragraph("What the whole run did for its journal, done once more and nothing else.")
            .Table(
                ["Work", "s of the processor", "Share of the run"],
                [
                    Part("hashes of frames, twice, and of results", cost.Hashing),
                    Part("noting what is done", cost.Noting),
                    Part("reading it back for the tables", cost.Reading),
                    Part("all", cost.Seconds),
                ]
            )
            .Paragraph($"The journal has {cost.Bytes / (double)frames:F0} bytes a frame.");

        string[] Part(string name, double seconds) => [name, $"{seconds:F2}", $"{seconds / whole.Processor:P2}"];
    }

    private static (double Wall, double Processor) Timed(Action run)
    {
        var start = Stopwatch.GetTimestamp();
        var processor = ProcessorTime.Of(run);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, processor);
    }

    private static string[] Row(string name, (double Wall, double Processor) time, (double Wall, double Processor) whole) =>
        [name, $"{time.Wall:F1}", $"{time.Processor:F1}", $"{time.Processor / whole.Processor:P0}"];

    /// <summary>Kills it as soon as a result is there.</summary>
    private static void Kill(string input, string results, string at)
    {
        using var run = RunProcess.Start(input, results);
        while (!run.HasExited && !File.Exists(Path.Combine(results, at)))
            Thread.Sleep(1);
        run.Kill();
        run.WaitForExit();
    }
}
