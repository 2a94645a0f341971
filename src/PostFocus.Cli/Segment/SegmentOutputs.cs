using System.Globalization;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Segment;

/// <summary>Where all results go: a label image a frame, the table of all cells, a picture a sequence.</summary>
internal sealed class SegmentOutputs
{
    public const string Labels = "labels",
        Pictures = "outlines";

    private readonly Dictionary<(string Sequence, int Frame), string> _labels = [];
    private readonly Dictionary<string, string> _pictures = [];

    /// <exception cref="PostFocus.Imaging.PostFocusException">
    /// The folder cannot take results; two of them would have one name, or one has no place.
    /// </exception>
    public SegmentOutputs(string folder, string input, IReadOnlyList<FrameSequence> sequences, bool parquet)
    {
        string[] frames = [.. sequences.SelectMany(s => s.Frames).Select(f => Path.GetDirectoryName(f.Path)!).Distinct()];
        OutFolder.Check(folder, [input, .. Directory.Exists(input) ? frames : []]);
        var plan = new OutputPlan(folder);
        Table = plan.Add(CellRow.Table, "the run's own table");
        ParquetTable = parquet ? plan.Add(Tables.ParquetName(CellRow.Table), "the run's own table") : null;
        foreach (var sequence in sequences)
        {
            var source = $"sequence '{sequence.Name}'";
            _pictures.Add(sequence.Name, plan.Add($"{Pictures}/{sequence.Name}.png", source));
            for (var frame = 0; frame < sequence.Frames.Count; frame++)
                _labels.Add((sequence.Name, frame), plan.Add($"{Labels}/{sequence.Name}/{Name(sequence, frame)}", source));
        }
    }

    /// <summary>Where <c>cells.csv</c> goes.</summary>
    public string Table { get; }

    /// <summary>Where the same goes as Parquet; null: nowhere.</summary>
    public string? ParquetTable { get; }

    /// <summary>Where the label image of a frame goes.</summary>
    public string LabelsOf(FrameSequence sequence, int frame) => _labels[(sequence.Name, frame)];

    /// <summary>Where the picture of a sequence goes.</summary>
    public string Picture(FrameSequence sequence) => _pictures[sequence.Name];

    private static string Name(FrameSequence sequence, int frame) =>
        string.Create(CultureInfo.InvariantCulture, $"t{sequence.Indices[frame]:000}.tif");
}
