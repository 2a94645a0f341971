using System.CommandLine;
using System.Diagnostics;
using BitMiracle.LibTiff.Classic;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Files;

/// <summary><c>files</c>: how fast frames are read and written, beside LibTiff's own tools, and in how much memory.</summary>
internal static class FilesBenchmark
{
    public static Command Create()
    {
        var sample = new Option<string>("--sample")
        {
            Description = "Folder of frames that the files are laid out of.",
            DefaultValueFactory = _ => "data/sample",
        };
        var scratch = new Option<string>("--scratch")
        {
            Description = "Folder for files that are removed again; best one in memory.",
            DefaultValueFactory = _ => TemporaryFolder.Memory,
        };
        var megabytes = new Option<int>("--megabytes") { Description = "Pixels of a file, in MB.", DefaultValueFactory = _ => 64 };
        var stack = new Option<int>("--stack") { Description = "Pixels of the large stack, in MB.", DefaultValueFactory = _ => 2000 };
        var repeats = new Option<int>("--repeats") { Description = "Runs that the medians are taken over.", DefaultValueFactory = _ => 3 };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("files", "MB/s of reading and writing TIFF, and the memory that a large stack takes.")
        {
            sample,
            scratch,
            megabytes,
            stack,
            repeats,
            path,
        };
        command.SetAction(parsed =>
        {
            using var folder = new TemporaryFolder(parsed.GetValue(scratch));
            var samples = new SamplePages(parsed.GetRequiredValue(sample));
            Run(samples, folder.Path, parsed.GetValue(megabytes), parsed.GetValue(stack), parsed.GetValue(repeats))
                .Publish(Console.Out, parsed.GetValue(path));
        });
        return command;
    }

    /// <summary>The process of its own that <see cref="StackMemory"/> asks for.</summary>
    public static Command CreateReader()
    {
        var way = new Argument<string>("way");
        var stack = new Argument<string>("stack");
        var command = new Command("read", "Reads a stack once.") { way, stack };
        command.Hidden = true;
        command.SetAction(parsed => StackMemory.Read(parsed.GetRequiredValue(way), parsed.GetRequiredValue(stack)));
        return command;
    }

    /// <summary>For the tools too, which inherit it; and garbage is not collected on another core.</summary>
    private static void UseOneCore()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var process = Process.GetCurrentProcess();
        process.ProcessorAffinity &= -process.ProcessorAffinity;
    }

    private static MarkdownReport Run(SamplePages samples, string folder, int megabytes, int stackMegabytes, int repeats)
    {
        var machine = Machine.Describe();
        UseOneCore();
        var speed = new FileSpeed(folder, samples, megabytes, repeats);
        FileTiming[] timings = [.. FileLayout.All.Select(speed.Measure)];

        var stack = Path.Combine(folder, "stack.tif");
        var pages = stackMegabytes * 1_000_000 / (2 * SamplePages.Side * SamplePages.Side);
        new FileLayout(PixelType.UInt16, Compression.NONE, false, Predictor.NONE).Write(stack, samples.Take(pages, PixelType.UInt16));
        var memory = StackMemory.Ways.Keys.ToDictionary(w => w, w => StackMemory.Measure(w, stack));

        return new MarkdownReport()
            .Heading(1, "Files")
            .Paragraph(
                $"Pages of {SamplePages.Side} × {SamplePages.Side} pixels laid out of simulated frames, {megabytes} MB a file, in memory. "
                    + "MB (10⁶ bytes) of pixels as stored, a second of one core's time, which other work on the machine does not change much; "
                    + $"medians of {repeats} runs after three seconds to warm up."
            )
            .Add([], machine)
            .Heading(2, "Speed")
            .List(
                "Read: every page by a FrameReader, to float32 counts; beside it LibTiff.NET, managed, and `tiffinfo -D`, native: both decode every page and drop it.",
                "Written: every page replaced by FrameFile.WriteLike, which also reads the original's directories; beside it LibTiff.NET, which writes a new file of the same "
                    + "layout from counts in memory, and `tiffcp` from an uncompressed file into the same layout.",
                LibTiffTools.AreInstalled
                    ? "Ratio: ours by the other's; above 1 we are faster. The time of tools is told in ticks of 10 ms, so that beyond "
                        + $"{25 * megabytes} MB/s theirs is coarse."
                    : "LibTiff's tools are not installed, so nothing stands beside."
            )
            .Table(
                [
                    "Layout",
                    "Size by pixels",
                    "Read, MB/s",
                    "LibTiff.NET",
                    "Ratio",
                    "tiffinfo -D",
                    "Ratio",
                    "Written, MB/s",
                    "LibTiff.NET",
                    "Ratio",
                    "tiffcp",
                    "Ratio",
                ],
                timings.Select(t =>
                    new[]
                    {
                        t.Layout.Name,
                        $"{t.Share:P0}",
                        $"{t.Read:F0}",
                        $"{t.LibraryRead:F0}",
                        $"{t.Read / t.LibraryRead:F2}",
                        $"{t.ToolRead:F0}",
                        $"{t.Read / t.ToolRead:F2}",
                        $"{t.Write:F0}",
                        $"{t.LibraryWrite:F0}",
                        $"{t.Write / t.LibraryWrite:F2}",
                        $"{t.ToolWrite:F0}",
                        $"{t.Write / t.ToolWrite:F2}",
                    }
                )
            )
            .Heading(2, "Memory")
            .Paragraph(
                $"A process of its own for each way takes a 16-bit stack of {pages} pages, {pages * 2e-6 * SamplePages.Side * SamplePages.Side:F0} MB; a page is {4e-6 * SamplePages.Side * SamplePages.Side:F1} MB of counts."
            )
            .Table(
                ["Way", "MB resident at most", "Above that of a program that reads nothing", "s of the processor", "MB/s"],
                memory.Select(m =>
                    new[]
                    {
                        m.Key switch
                        {
                            "pages" => "FrameReader, page by page",
                            "view" => "mlContext.Data.LoadFrames",
                            "rewrite" => "FrameFileRewriter, every page read and replaced",
                            _ => "reading nothing",
                        },
                        $"{m.Value.Megabytes:F0}",
                        $"{m.Value.Megabytes - memory["nothing"].Megabytes:F0}",
                        $"{m.Value.Seconds:F2}",
                        m.Key == "nothing" ? "" : $"{pages * 2e-6 * SamplePages.Side * SamplePages.Side / m.Value.Seconds:F0}",
                    }
                )
            );
    }
}
