using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Tracks;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Results;

/// <summary>A cell of a frame, as a row of <c>cells.csv</c>.</summary>
/// <param name="Sequence">Its sequence.</param>
/// <param name="Frame">The frame's number in it.</param>
/// <param name="Measured">What is measured of it, in pixels.</param>
/// <param name="Score">How sure it is.</param>
/// <param name="PixelMicrons">Side of a pixel; null where it is not known.</param>
internal sealed record CellRow(string Sequence, int Frame, CellFrame Measured, float Score, double? PixelMicrons)
{
    /// <summary>Name of the table.</summary>
    public const string Table = "cells.csv";

    // Where lengths are not known in µm, their cells are empty.
    private static readonly (string Name, Func<CellRow, string> Cell)[] s_columns =
    [
        ("sequence", row => Cell(Wording.Shown(row.Sequence))),
        ("frame", row => Cell(row.Frame)),
        ("cell", row => Cell(row.Measured.Region.Label)),
        ("track", row => Cell(row.Measured.Track.Number)),
        ("parent", row => row.Measured.Track.Parent > 0 ? Cell(row.Measured.Track.Parent) : ""),
        ("x_px", row => Cell(row.Measured.Region.X)),
        ("y_px", row => Cell(row.Measured.Region.Y)),
        ("area_px", row => Cell(row.Measured.Region.Area)),
        ("area_um2", row => Cell(row.Measured.Region.Area * row.PixelMicrons * row.PixelMicrons)),
        ("elongation", row => Cell(row.Measured.Region.Elongation)),
        ("score", row => Cell(row.Score)),
        ("speed_px", row => Cell(row.Measured.Speed)),
        ("speed_um", row => Cell(row.Measured.Speed * row.PixelMicrons)),
        ("touches", row => string.Join(' ', row.Measured.Contacts.Select(c => Cell(c.Track)))),
        ("contact_frames", row => string.Join(' ', row.Measured.Contacts.Select(c => Cell(c.Frames)))),
    ];

    /// <summary>Writes the table, whole or not at all.</summary>
    public static void Write(string path, IEnumerable<CellRow> cells) => CsvTable.Write(path, s_columns, cells);
}
