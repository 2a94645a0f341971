using System.CommandLine;
using PostFocus.Benchmarks.Journal;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Scale;

/// <summary><c>scale</c>: whether a run of many frames costs no more a frame, and no more memory, than one of few.</summary>
internal static class ScaleBenchmark
{
    private const int Parts = 10;

    public static Command Create()
    {
        var sample = new Option<string>("--sample")
        {
            Description = "Folder of the videos whose frames are repeated.",
            DefaultValueFactory = _ => "data/sample",
        };
        var frames = new Option<int[]>("--frames")
        {
            Description = "How many there are in each run, the largest last.",
            DefaultValueFactory = _ => [1000, 10000, 100000],
            AllowMultipleArgumentsPerToken = true,
        };
        var plans = new Option<int[]>("--plans")
        {
            Description = "Further numbers of frames, which are planned and not run.",
            DefaultValueFactory = _ => [],
            AllowMultipleArgumentsPerToken = true,
        };
        var scratch = new Option<string>("--scratch")
        {
            Description = "Folder for frames and results; 50 KB a frame.",
            DefaultValueFactory = _ => TemporaryFolder.Memory,
        };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("scale", "Time and memory of runs of few and of many frames.") { sample, frames, plans, scratch, path };
        command.SetAction(parsed =>
        {
            using var folder = new TemporaryFolder(parsed.GetRequiredValue(scratch));
            Run(folder, parsed.GetRequiredValue(sample), Videos(frames), Videos(plans)).Publish(Console.Out, parsed.GetValue(path));

            int[] Videos(Option<int[]> option) =>
                [.. parsed.GetRequiredValue(option).Select(n => Math.Max(Parts, n / RepeatedFrames.PerVideo))];
        });
        return command;
    }

    private static MarkdownReport Run(TemporaryFolder folder, string sample, int[] videos, int[] planned)
    {
        var machine = Machine.Describe();
        RunProcess.Finish(sample, folder["sample"]);
        List<ScaleRun> runs = [];
        List<PlanCost> plans = [];
        foreach (var count in videos.Concat(planned))
        {
            RepeatedFrames.Write(sample, folder["sample"], folder["in"], count);
            plans.Add(PlanCost.Measure(folder["in"], folder[$"plan{count}.json"], count));
            if (runs.Count < videos.Length)
            {
                runs.Add(ScaleRun.Measure(folder["in"], folder["out"], count));
                Directory.Delete(folder["out"], recursive: true);
            }
            Directory.Delete(folder["in"], recursive: true);
        }
        return new MarkdownReport()
            .Heading(1, "Scale")
            .Paragraph(
                "Frames of the sample in videos of 50, a tenth of them out of focus, through `postfocus run` with the shipped networks, cells counted in all frames. Each run is a process of its own; "
                    + "seconds of the processor are those that it had, whatever else the machine did. A frame's are told without those before the first frame and after the last."
            )
            .Add([], machine)
            .Table(
                ["Frames", "s", "s of the processor", "s of the processor a frame", "Beside the first", "Most memory, MB"],
                runs.Select(run =>
                    new[]
                    {
                        $"{run.Frames}",
                        $"{run.Seconds:F1}",
                        $"{run.Processor:F1}",
                        $"{run.ProcessorPerFrame:F4}",
                        $"{run.ProcessorPerFrame / runs[0].ProcessorPerFrame:P1}",
                        $"{run.Megabytes:F0}",
                    }
                )
            )
            .Heading(2, "Plans")
            .Paragraph("What `postfocus plan` takes for the same frames; each shard looks through the names of all files in the same way.")
            .Table(
                ["Frames", "s of the processor", "Most memory, MB", "Plan, KB"],
                plans.Select(plan => new[] { $"{plan.Frames}", $"{plan.Processor:F1}", $"{plan.Megabytes:F0}", $"{plan.Bytes / 1e3:F0}" })
            )
            .Heading(2, "The largest, tenth by tenth")
            .Table(
                ["Frames", "frames/s", "s of the processor a frame", "Memory, MB"],
                runs[^1]
                    .Parts(Parts)
                    .Select(part =>
                        new[] { $"{part.First} to {part.Last}", $"{part.PerSecond:F1}", $"{part.Processor:F4}", $"{part.Megabytes:F0}" }
                    )
            );
    }
}
