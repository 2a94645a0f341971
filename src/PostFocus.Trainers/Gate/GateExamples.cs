using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Metrics;
using PostFocus.Trainers.Data;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Rows;

namespace PostFocus.Trainers.Gate;

/// <summary>Reads restored rows with their truth; of a frame no more is kept than its evidence.</summary>
internal static class GateExamples
{
    /// <summary>What is asked of the columns.</summary>
    public static IEnumerable<NeededColumn> Needed(RestorationGateTrainer.Options options) =>
        [.. RestoredRows.Needed(options.Gate), FrameColumn.Needed(options.ReferenceColumnName), WellColumn.Needed(options.GroupColumnName)];

    public static IReadOnlyList<GateExample> Read(IDataView input, RestorationGateTrainer.Options options)
    {
        var rows = new RestoredRows(input.Schema, options.Gate);
        var problems = new ProblemColumn(input.Schema);
        var truths = FrameColumn.Find(input.Schema, options.ReferenceColumnName);
        var group = WellColumn.Needed(options.GroupColumnName).FindOrNull(input.Schema);

        using var cursor = input.GetRowCursor([
            .. rows.Inputs,
            .. truths.Inputs,
            .. problems.Inputs,
            .. group is { } column ? [column] : Array.Empty<DataViewSchema.Column>(),
        ]);
        var row = rows.Reader(cursor);
        var problem = problems.Reader(cursor);
        var truth = truths.Reader(cursor);
        var well = group is { } text ? TextColumn.Reader(cursor, text) : () => $"row {cursor.Position}";

        var examples = new List<GateExample>();
        var window = new List<(RestoredRow Row, Frame Truth, string Well)>();
        for (var read = 1; cursor.MoveNext(); read++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            if (problem().Length == 0 && row() is { WasRestored: true } restored)
                window.Add((restored, truth().OfTheSizeOf(restored.Recorded, "reference").Frame, well()));
            if (window.Count == options.Gate.LookAhead)
                Judge(window, examples);
            options.Progress?.Report(read);
        }
        Judge(window, examples);
        return examples;
    }

    private static void Judge(List<(RestoredRow Row, Frame Truth, string Well)> window, List<GateExample> examples)
    {
        var judged = new GateExample[window.Count];
        ParallelRows.For(
            judged.Length,
            i =>
            {
                (var row, var truth, var well) = window[i];
                judged[i] = new(RestorationEvidence.Of(row), Error(row.Restored, truth) > Error(row.Recorded, truth), well);
            }
        );
        examples.AddRange(judged);
        window.Clear();
    }

    private static double Error(NamedFrame frame, Frame truth) => ImageMetrics.MeanSquaredError(truth.Counts, frame.Frame.Counts);
}
