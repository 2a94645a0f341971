using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.LostBorder;

/// <summary><c>border</c>: what a lost border of one pixel changes inside of it, beside what the noise of these pixels does.</summary>
internal static class BorderBenchmark
{
    private const int Far = 18; // pixels

    public static Command Create()
    {
        var arguments = new BenchmarkArguments(defaultFrames: null);
        var command = new Command("border", "What a lost border changes in restored frames, beside what the noise of its pixels does.");
        arguments.AddTo(command);
        command.SetAction(parsed =>
        {
            var machine = Machine.Describe();
            var input = arguments.Input(parsed);
            var context = new MLContext(seed: 1);
            var (_, model) = input.LoadModels(context);
            var options = new ConditionalRestoreEstimator.Options { DecisionColumnName = LoadedColumns.Label };
            var frames = input.LoadFrames(context);
            BorderRow[] recorded = [.. context.Data.CreateEnumerable<BorderRow>(frames, reuseRowObject: false)];
            var type = (VectorDataViewType)frames.Schema[LoadedColumns.Frame].Type;
            var ring = new Ring(type.Dimensions[0], type.Dimensions[1]);
            var plain = Restore(counts => counts, "as recorded");
            new MarkdownReport()
                .Heading(1, "A lost border")
                .Paragraph(
                    "Frames out of focus are restored as they were recorded, and with their outermost pixels, and those of all neighbours, changed. Told is by how much the restored pixels inside differ, "
                        + "in per cent of the sequence's intensity range. With *noise as of one draw* the border shows the scene with noise that differs by one standard deviation of the frame's own: so far from what was "
                        + "recorded is a continuation that knows the scene, and only its noise not. With *noise as of two draws* it is recorded once more, with other noise (√2 standard deviations). "
                        + "The noise is the frame's, by the median of Immerkær's kernel; the same draws in every run."
                )
                .Add(input, machine)
                .List($"Restored: {plain.Count(row => row.Label)} frames, {options.Describe(model)}.")
                .Table(
                    ["Outermost pixels", "Median", "95 %", "99 %", $"99 % from pixel {Far} on"],
                    [Row("lost (zeros)", ring.Lost), Noisy("noise as of one draw", 1), Noisy("noise as of two draws", Math.Sqrt(2))]
                )
                .Publish(Console.Out, arguments.Out(parsed));

            string[] Noisy(string name, double times)
            {
                var random = new Random(1);
                return Row(name, counts => ring.Redrawn(counts, times, random));
            }

            string[] Row(string name, Func<float[], float[]> change)
            {
                (double Difference, int Depth)[] inside =
                [
                    .. from pair in plain.Zip(Restore(change, name), recorded)
                    where pair.First.Label
                    from at in Enumerable.Range(0, pair.First.Restored.Length)
                    where ring.Depth(at) > 0
                    select (
                        100
                            * Math.Abs(pair.Second.Restored[at] - pair.First.Restored[at])
                            / (double)(pair.Third.Intensity[1] - pair.Third.Intensity[0]),
                        ring.Depth(at)
                    ),
                ];
                double[] all = [.. inside.Select(pixel => pixel.Difference)];
                return
                [
                    name,
                    $"{all.Quantile(0.5):F2}",
                    $"{all.Quantile(0.95):F2}",
                    $"{all.Quantile(0.99):F2}",
                    $"{inside.Where(pixel => pixel.Depth >= Far).Select(pixel => pixel.Difference).Quantile(0.99):F2}",
                ];
            }

            RestoredRow[] Restore(Func<float[], float[]> change, string name)
            {
                var schema = SchemaDefinition.Create(typeof(BorderRow));
                schema[nameof(BorderRow.Frame)].ColumnType = type;
                schema[nameof(BorderRow.Intensity)].ColumnType = frames.Schema[LoadedColumns.Intensity].Type;
                var changed = context.Data.LoadFromEnumerable(
                    recorded
                        .Select(row => new BorderRow
                        {
                            Path = row.Path,
                            Sequence = row.Sequence,
                            FrameIndex = row.FrameIndex,
                            Label = row.Label,
                            Frame = change(row.Frame),
                            Intensity = row.Intensity,
                        })
                        .ToArray(),
                    schema
                );
                using var restorer = context.Transforms.ConditionalRestore(model, options).Fit(changed);
                return [.. context.Watch<RestoredRow>(restorer.Transform(changed), name, ignoreMissingColumns: true)];
            }
        });
        return command;
    }
}
