using System.CommandLine;
using System.Diagnostics;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary><c>heldout</c>: how good classifier and restorer are on wells that they have not seen.</summary>
internal static class HeldOutBenchmark
{
    public static Command Create()
    {
        var arguments = new BenchmarkArguments(defaultFrames: null);
        var mistakes = new Option<int>("--mistakes")
        {
            Description = "In-focus frames that are restored by mistake, from the first.",
            DefaultValueFactory = _ => 50,
        };
        var command = new Command("heldout", "How good classifier and restorer are on wells that they have not seen.") { mistakes };
        arguments.AddTo(command);
        command.SetAction(parsed => Run(arguments.Input(parsed), parsed.GetValue(mistakes)).Publish(Console.Out, arguments.Out(parsed)));
        return command;
    }

    private static MarkdownReport Run(BenchmarkInput input, int mistakes)
    {
        var machine = Machine.Describe();
        var clock = Stopwatch.StartNew();
        var context = new MLContext(seed: 1);
        var pipeline = new HeldOutPipeline(context, input);
        var processed = pipeline.Frames();
        // Columns are lazy: the evaluator asks for scores only, so nothing is restored for it.
        var metrics = context.BinaryClassification.Evaluate(processed);
        List<HeldOutFrame> frames = [.. context.Watch<HeldOutFrame>(processed, "all")];
        List<HeldOutFrame> mistaken = mistakes > 0 ? [.. context.Watch<HeldOutFrame>(pipeline.Mistakes(mistakes), "in focus")] : [];

        return new MarkdownReport()
            .Heading(1, "Held-out wells")
            .Paragraph(
                $"{frames.Count} frames of {frames.Select(f => f.Sequence).Distinct().Count()} wells, "
                    + $"{frames.Count(f => f.Label)} of them out of focus, in {clock.Elapsed.TotalMinutes:F1} minutes."
            )
            .Add(input, machine)
            .Classifier(frames, metrics)
            .Restorer([.. frames.Where(f => f.Label)], pipeline.Restorer)
            .Mistakes(mistaken, pipeline.Restorer);
    }
}
