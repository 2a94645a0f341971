using PostFocus.Cli.Output;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Results;

/// <summary>A cell of a frame, as a row of <c>cells.csv</c>.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Frame">The frame's number in it.</param>
/// <param name="File">What tables call its file.</param>
/// <param name="Page">Its page there.</param>
/// <param name="Cell">Its number in the frame.</param>
/// <param name="Track">The number of its track.</param>
/// <param name="Parent">The track that it came from by division; null: none.</param>
/// <param name="X">Column of its centroid, pixels.</param>
/// <param name="Y">Row of its centroid, pixels.</param>
/// <param name="Area">Its pixels.</param>
/// <param name="Elongation">Length over width.</param>
/// <param name="Score">How sure it is.</param>
/// <param name="Speed">Pixels a frame since it was last seen; null in its first frame.</param>
/// <param name="Touches">Numbers of the tracks that it touches.</param>
/// <param name="ContactFrames">For how many frames in a row it has touched each.</param>
/// <param name="PixelMicrons">Side of a pixel; null where it is not known.</param>
internal sealed record CellRow(
    string Sequence,
    int Frame,
    string File,
    int Page,
    int Cell,
    int Track,
    int? Parent,
    double X,
    double Y,
    int Area,
    double Elongation,
    float Score,
    double? Speed,
    IReadOnlyList<int> Touches,
    IReadOnlyList<int> ContactFrames,
    double? PixelMicrons
)
{
    /// <summary>Name of the table.</summary>
    public const string Table = "cells.csv";

    // Where lengths are not known in µm, their cells are empty.
    private static readonly TableColumn<CellRow>[] s_columns =
    [
        new("sequence", row => row.Sequence),
        new("frame", row => row.Frame),
        new("file", row => row.File),
        new("page", row => row.Page),
        new("cell", row => row.Cell),
        new("track", row => row.Track),
        new("parent", row => row.Parent),
        new("x_px", row => row.X),
        new("y_px", row => row.Y),
        new("area_px", row => row.Area),
        new("area_um2", row => row.Area * row.PixelMicrons * row.PixelMicrons),
        new("elongation", row => row.Elongation),
        new("score", row => row.Score),
        new("speed_px", row => row.Speed),
        new("speed_um", row => row.Speed * row.PixelMicrons),
        new("touches", row => string.Join(' ', row.Touches.Select(track => CsvTable.Cell(track)))),
        new("contact_frames", row => string.Join(' ', row.ContactFrames.Select(frames => CsvTable.Cell(frames)))),
    ];

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<CellRow> cells) => Tables.WriteCsv(path, s_columns, cells);

    /// <summary>The same as Parquet.</summary>
    public static void WriteParquet(string path, IReadOnlyList<CellRow> cells) => Tables.WriteParquet(path, s_columns, cells);
}
