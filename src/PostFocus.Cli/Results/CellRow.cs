using PostFocus.Cli.Output;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Cli.Results;

/// <summary>A cell of a frame, as a row of <c>cells.csv</c>.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Frame">The frame's number in it.</param>
/// <param name="File">What tables call its file.</param>
/// <param name="Page">Its page there.</param>
/// <param name="Measured">What is measured of it, in pixels.</param>
/// <param name="Score">How sure it is.</param>
/// <param name="PixelMicrons">Side of a pixel; null where it is not known.</param>
internal sealed record CellRow(string Sequence, int Frame, string File, int Page, CellFrame Measured, float Score, double? PixelMicrons)
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
        new("cell", row => row.Measured.Region.Label),
        new("track", row => row.Measured.Track.Number),
        new("parent", row => row.Measured.Track.Parent > 0 ? row.Measured.Track.Parent : (int?)null),
        new("x_px", row => row.Measured.Region.X),
        new("y_px", row => row.Measured.Region.Y),
        new("area_px", row => row.Measured.Region.Area),
        new("area_um2", row => row.Measured.Region.Area * row.PixelMicrons * row.PixelMicrons),
        new("elongation", row => row.Measured.Region.Elongation),
        new("score", row => row.Score),
        new("speed_px", row => row.Measured.Speed),
        new("speed_um", row => row.Measured.Speed * row.PixelMicrons),
        new("touches", row => string.Join(' ', row.Measured.Contacts.Select(c => CsvTable.Cell(c.Track)))),
        new("contact_frames", row => string.Join(' ', row.Measured.Contacts.Select(c => CsvTable.Cell(c.Frames)))),
    ];

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<CellRow> cells) => Tables.WriteCsv(path, s_columns, cells);

    /// <summary>The same as Parquet.</summary>
    public static void WriteParquet(string path, IReadOnlyList<CellRow> cells) => Tables.WriteParquet(path, s_columns, cells);
}
