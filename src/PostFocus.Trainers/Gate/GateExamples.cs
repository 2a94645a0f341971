using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Data;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Rows;

namespace PostFocus.Trainers.Gate;

/// <summary>
/// Reads restored rows with their truth, but for those out of the domain, which no gate accepts; of a frame no more is kept than its
/// evidence.
/// </summary>
internal static class GateExamples
{
    /// <summary>What is asked of the columns.</summary>
    public static IEnumerable<NeededColumn> Needed(RestorationGateTrainer.Options options) =>
        [.. RestoredRows.Needed(options.Gate), FrameColumn.Needed(options.ReferenceColumnName), WellColumn.Needed(options.GroupColumnName)];

    public static IReadOnlyList<GateExample> Read(IEnumerable<IDataView> inputs, RestorationGateTrainer.Options options)
    {
        var examples = new List<GateExample>();
        var read = 0;
        foreach (var input in inputs)
            Read(input, options, examples, ref read);
        return examples;
    }

    private static void Read(IDataView input, RestorationGateTrainer.Options options, List<GateExample> examples, ref int read)
    {
        var rows = new RestoredRows(input.Schema, options.Gate);
        var problems = new ProblemColumn(input.Schema);
        var truths = FrameColumn.Find(input.Schema, options.ReferenceColumnName);
        var wells = WellColumn.Find(input.Schema, options.GroupColumnName);

        using var cursor = input.GetRowCursor([
            .. rows.Inputs,
            .. truths.Inputs,
            .. problems.Inputs,
            .. wells.Inputs,
            .. FrameNames.Columns(input.Schema),
        ]);
        var row = rows.Reader(cursor);
        var problem = problems.Reader(cursor);
        var truth = truths.Reader(cursor);
        var well = wells.Reader(cursor);

        var lookAhead = options.Gate.LookAhead;
        var window = new List<(RestoredRow Row, Frame Truth, string Well)>();
        while (cursor.MoveNext())
        {
            options.Cancellation.ThrowIfCancellationRequested();
            if (problem().Length == 0 && row() is { WasRestored: true, IsInDomain: true } restored)
                window.Add((restored, truth().OfTheSizeOf(restored.Recorded, "reference").Frame, well()));
            if (window.Count == lookAhead)
                Judge(window, examples);
            options.Progress?.Report(++read);
        }
        Judge(window, examples);
    }

    private static void Judge(List<(RestoredRow Row, Frame Truth, string Well)> window, List<GateExample> examples)
    {
        var judged = new GateExample[window.Count];
        ParallelRows.For(
            judged.Length,
            i =>
            {
                (var row, var truth, var well) = window[i];
                var recorded = row.Recorded.Frame;
                judged[i] = new(
                    RestorationEvidence.Of(row),
                    RestorationHarms.Of(truth.Counts, recorded.Counts, row.Restored.Frame.Counts, recorded.Height, recorded.Width),
                    well,
                    row.PixelMicrons
                );
            }
        );
        examples.AddRange(judged);
        window.Clear();
    }
}
