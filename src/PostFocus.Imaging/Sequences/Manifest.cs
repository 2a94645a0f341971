using System.Globalization;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>
/// Manifests: CSV files (RFC 4180, UTF-8) with the header
/// <c>path,sequence,frame,out_of_focus,reference_path,defocus_um,pixel_um,mask_path</c>.
/// </summary>
/// <remarks>
/// Columns are found by name, in any order and case; only <c>path</c> must be there. Empty fields are unknown, an empty
/// or missing sequence is "". <c>out_of_focus</c> is true or false (or 1 or 0), <c>frame</c> counts from 0 (0 if
/// missing). A file may be named once, as often as liked as a reference. A sequence is a name or several with '/' between
/// them, never a path. One that begins like a formula is written behind an apostrophe, which is taken off again.
/// <c>defocus_um</c> and <c>pixel_um</c>, the side of a pixel in the sample, are in µm with a decimal point. Paths are
/// relative to the manifest's folder, with '/'; the '\' of Windows is understood on every system.
/// </remarks>
public static class Manifest
{
    /// <summary>Name of the manifest of a data set, in the set's folder.</summary>
    internal const string OfDataSet = "truth.csv";

    private static readonly string[] s_columns =
    [
        "path",
        "sequence",
        "frame",
        "out_of_focus",
        "reference_path",
        "defocus_um",
        "pixel_um",
        "mask_path",
    ];

    private static readonly CsvTableKind s_kind = new(
        "manifest",
        $"Its first line must be {string.Join(',', s_columns)}.",
        "Correct the line."
    );

    /// <summary>Whether a file's name ends in .csv, in any case.</summary>
    /// <param name="path">A file name; the file need not exist.</param>
    public static bool HasExtension(string path) => string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a manifest; relative paths are resolved against its folder.</summary>
    /// <param name="csvPath">The CSV file.</param>
    /// <exception cref="FrameFormatException">
    /// The file is missing, lacks the column path or has one twice, or a field cannot be understood: the line is named.
    /// </exception>
    public static IReadOnlyList<ManifestRow> Read(string csvPath) => [.. ReadLines(csvPath).Select(line => line.Row)];

    /// <summary>The same, with the lines that the rows stand in.</summary>
    internal static IReadOnlyList<ManifestLine> ReadLines(string csvPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        var folder = Path.GetDirectoryName(Path.GetFullPath(csvPath))!;
        var rows = new List<ManifestLine>();
        var files = new ManifestFiles(csvPath);
        foreach (var line in CsvTable.Read(csvPath, s_kind, ["path"], s_columns))
        {
            rows.Add(new(Row(line, folder), line.Line, line.Integer("frame") is not null));
            files.Add(rows[^1].Row.Path, line.Line);
        }
        return rows;
    }

    /// <summary>Writes a manifest, whole or not at all; paths are written relative to its folder.</summary>
    /// <param name="csvPath">The CSV file to create or replace.</param>
    /// <param name="rows">The rows; their relative paths are taken against the current folder.</param>
    public static void Write(string csvPath, IEnumerable<ManifestRow> rows)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        ArgumentNullException.ThrowIfNull(rows);
        var folder = Path.GetDirectoryName(Path.GetFullPath(csvPath))!;
        CsvTable.Write(
            csvPath,
            s_columns,
            rows.Select(row =>
                (string[])
                    [
                        Relative(row.Path, folder),
                        CsvTable.Cell(row.Sequence),
                        CsvTable.Cell(row.FrameIndex),
                        CsvTable.Cell(row.OutOfFocus),
                        row.ReferencePath is { } reference ? Relative(reference, folder) : "",
                        Text(row.DefocusMicrons),
                        Text(row.PixelMicrons),
                        row.MaskPath is { } mask ? Relative(mask, folder) : "",
                    ]
            )
        );
    }

    private static ManifestRow Row(CsvTableRow line, string folder)
    {
        return new ManifestRow(
            line.Known(FullPath("path"), "path"),
            line.Text("sequence") is { } sequence ? Sequence(sequence) : "",
            line.Integer("frame") ?? 0,
            line.Flag("out_of_focus"),
            FullPath("reference_path"),
            Microns("defocus_um"),
            Microns("pixel_um") is { } pixel ? Pixel(pixel) : null
        )
        {
            MaskPath = FullPath("mask_path"),
        };

        // No path is written behind an apostrophe.
        string? FullPath(string column) =>
            line.Cell(column) is not { } text ? null
            : text.Contains('\0', StringComparison.Ordinal) ? throw line.Bad(column, "holds a null character, which no path can")
            : Resolve(text, folder);

        string Sequence(string text) => SequenceName.Problem(text) is { } problem ? throw line.Bad("sequence", problem) : text;

        double? Microns(string column) => line.Number(column, "a number of µm");

        double Pixel(double microns) =>
            PixelSize.IsValid(microns)
                ? microns
                : throw line.Bad("pixel_um", $"is '{line.Cell("pixel_um")}', not between {PixelSize.Least} and {PixelSize.Most} µm");
    }

    private static string Text(double? microns) => microns?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    /// <summary>A backslash comes from Windows, unless there is a file that has it in its name.</summary>
    private static string Resolve(string path, string folder) =>
        Path.GetFullPath(
            path.Contains('\\', StringComparison.Ordinal) && !File.Exists(Path.GetFullPath(path, folder)) ? path.Replace('\\', '/') : path,
            folder
        );

    private static string Relative(string path, string folder)
    {
        // Elsewhere than on Windows a backslash is a character of a name.
        var relative = Paths.Relative(folder, path);
        // What every reader takes for the same path, and no spreadsheet for a formula.
        return FormulaGuard.Guard(relative) == relative ? relative : $"./{relative}";
    }
}
