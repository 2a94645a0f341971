using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Columns;

namespace PostFocus.Benchmarks.Files;

/// <summary>The most memory that a process of its own holds while it reads a large stack.</summary>
internal static class StackMemory
{
    /// <summary>The ways to read.</summary>
    public static IReadOnlyDictionary<string, Action<string>> Ways { get; } =
        new Dictionary<string, Action<string>>
        {
            ["nothing"] = _ => { },
            ["pages"] = ReadPages,
            ["view"] = ReadView,
            ["rewrite"] = Rewrite,
        };

    /// <summary>Runs this program again, in a process of its own.</summary>
    /// <returns>Seconds of the processor, and megabytes (10⁶) resident at most.</returns>
    public static (double Seconds, double Megabytes) Measure(string way, string stack)
    {
        string[] program =
            Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) != "dotnet"
                ? [path]
                : [Environment.ProcessPath!, typeof(StackMemory).Assembly.Location];
        using var process = Process.Start(
            new ProcessStartInfo(program[0], [.. program[1..], "read", way, stack]) { RedirectStandardOutput = true }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"Reading '{Path.GetFileName(stack)}' failed.");
        double[] figures = [.. output.Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
        return (figures[0], figures[1]);
    }

    /// <summary>What the other process does: reads, and prints the two figures.</summary>
    public static void Read(string way, string stack)
    {
        var seconds = ProcessorTime.Of(() => Ways[way](stack));
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{seconds} {MostResident() / 1e6}"));
    }

    private static void ReadPages(string stack)
    {
        var pages = FrameFile.CountPages(stack);
        using var reader = new FrameReader();
        for (var page = 0; page < pages; page++)
            _ = reader.Read(new FrameLocation(stack, page));
    }

    /// <summary>Every page anew.</summary>
    private static void Rewrite(string stack)
    {
        var pages = FrameFile.CountPages(stack);
        var copy = stack + ".copy.tif";
        using (var reader = new FrameReader())
        using (var rewriter = FrameFileRewriter.Open(stack, copy))
        {
            for (var page = 0; page < pages; page++)
                rewriter.Replace(page, reader.Read(new FrameLocation(stack, pages - 1 - page)));
            rewriter.Commit();
        }
        File.Delete(copy);
    }

    private static void ReadView(string stack)
    {
        var view = new MLContext().Data.LoadFrames(stack);
        var column = view.Schema[LoadedColumns.Frame];
        using var cursor = view.GetRowCursor([column]);
        var getter = cursor.GetGetter<VBuffer<float>>(column);
        VBuffer<float> frame = default;
        while (cursor.MoveNext())
            getter(ref frame);
    }

    private static long MostResident()
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }
}
