using System.Diagnostics;
using System.Globalization;
using CsvHelper;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms;
using PostFocus.Transforms.Frames;

namespace PostFocus.Cli.Run;

/// <summary>Restores every sequence of the input and writes frames, <c>frames.csv</c> and pictures.</summary>
internal static class RestorationRun
{
    /// <returns>0; 2 where a file could not be used.</returns>
    public static int Execute(RunRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        IReadOnlyList<FrameSequence> sequences = FrameSequences.Find(request.Input);
        PrepareOutFolder(request);
        using ITransformerHandle pipeline = Pipeline(request);

        output.WriteLine($"{Count(sequences.Count, "sequence")}, {Count(sequences.Sum(s => s.Frames.Count), "frame")} in {request.Input}");
        var clock = Stopwatch.StartNew();
        var reports = new List<FrameReport>();
        for (int i = 0; i < sequences.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var run = new SequenceRun(request, sequences[i], pipeline.Transformer);
            IReadOnlyList<FrameReport> frames = run.Execute(Progress(output, i, sequences), cancellation);
            reports.AddRange(frames);
            output.WriteLine($"[{i + 1}/{sequences.Count}] {Describe(sequences[i].Name, frames)}");
            foreach (string problem in frames.Select(f => f.Error).OfType<string>().Concat(run.Errors).Distinct())
                error.WriteLine($"  error: {problem}");
        }
        WriteTable(Path.Combine(request.OutFolder, "frames.csv"), reports);
        Summarise(output, request, reports, clock.Elapsed);
        return reports.Exists(r => r.Error is not null) ? CommandLine.SomeFilesFailed : CommandLine.Success;
    }

    private static void PrepareOutFolder(RunRequest request)
    {
        string from = Path.GetFullPath(request.Input), to = Path.GetFullPath(request.OutFolder);
        string inside = Path.TrimEndingDirectorySeparator(from) + Path.DirectorySeparatorChar;
        if (to == Path.TrimEndingDirectorySeparator(from) || (to + Path.DirectorySeparatorChar).StartsWith(inside, StringComparison.Ordinal))
            throw new ArgumentException($"--out '{request.OutFolder}' lies inside the input. Originals are never touched: choose a folder outside of it.");
        if (File.Exists(to) || (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any()))
            throw new ArgumentException($"--out '{request.OutFolder}' exists and is not empty. Choose a new folder, or empty it.");
        Directory.CreateDirectory(to);
    }
}
