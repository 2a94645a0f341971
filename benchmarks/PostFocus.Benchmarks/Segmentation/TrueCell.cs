using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Storage;

namespace PostFocus.Benchmarks.Segmentation;

/// <summary>What is known of a simulated cell in a frame.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Touches">Whether it touches another one.</param>
/// <param name="Elongation">Of its label; 0 where no pixel shows it.</param>
internal sealed record TrueCell(string Kind, bool Touches, double Elongation)
{
    public const double LongFrom = 1.5;

    /// <summary>
    /// The cells of a simulated data set by well, frame and number; their labels tell elongations. Nothing of other sets.
    /// </summary>
    public static IReadOnlyDictionary<(string Well, int Frame), Dictionary<int, TrueCell>> Read(string folder) =>
        !File.Exists(Path.Combine(folder, "cells.csv"))
            ? new Dictionary<(string, int), Dictionary<int, TrueCell>>()
            : CsvTable
                .Read(Path.Combine(folder, "cells.csv"), "sequence", "frame", "cell", "kind", "touches")
                .GroupBy(row => (row.Text("sequence")!, row.Integer("frame")!.Value))
                .ToDictionary(
                    frame => frame.Key,
                    frame =>
                        frame.ToDictionary(
                            row => row.Integer("cell")!.Value,
                            row => new TrueCell(row.Text("kind")!, row.Text("touches") is { Length: > 0 }, 0)
                        )
                );

    public TrueCell Shaped(CellRegion region) => this with { Elongation = region.Elongation };

    /// <summary>The groups that it counts in.</summary>
    public IEnumerable<string> Groups =>
        [
            Kind,
            Touches ? "touching another" : "alone",
            .. Elongation >= LongFrom ? [$"{LongFrom} times as long as wide, or more"] : Array.Empty<string>(),
        ];
}
