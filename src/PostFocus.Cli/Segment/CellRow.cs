using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Segment;

/// <summary>A cell of a frame, as a row of <c>cells.csv</c>.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Frame">The frame's number in it.</param>
/// <param name="Region">Where it is, in pixels.</param>
/// <param name="Score">How sure it is.</param>
/// <param name="PixelMicrons">Side of a pixel; null where it is not known.</param>
internal sealed record CellRow(string Sequence, int Frame, CellRegion Region, float Score, double? PixelMicrons)
{
    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<CellRow> cells) =>
        CsvTable.Write(
            path,
            ["sequence", "frame", "cell", "x_px", "y_px", "area_px", "area_um2", "elongation", "score"],
            cells.Select(row =>
                (string[])
                    [
                        Cell(Wording.Shown(row.Sequence)),
                        Cell(row.Frame),
                        Cell(row.Region.Label),
                        Cell(row.Region.X),
                        Cell(row.Region.Y),
                        Cell(row.Region.Area),
                        Cell(row.Region.Area * row.PixelMicrons * row.PixelMicrons),
                        Cell(row.Region.Elongation),
                        Cell(row.Score),
                    ]
            )
        );
}
