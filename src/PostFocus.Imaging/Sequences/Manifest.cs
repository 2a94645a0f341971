using System.Globalization;
using System.Text.Unicode;
using CsvHelper;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>
/// Manifests: CSV files (RFC 4180, UTF-8) with the header
/// <c>path,sequence,frame,out_of_focus,reference_path,defocus_um,pixel_um</c>.
/// </summary>
/// <remarks>
/// Columns are found by name, in any order and case; only <c>path</c> must be there. Empty fields are unknown, an empty
/// or missing sequence is "". <c>out_of_focus</c> is true or false (or 1 or 0), <c>frame</c> counts from 0 (0 if
/// missing). A file may be named once, as often as liked as a reference. A sequence is a name or several with '/' between them, never a path. One that begins like a formula is written behind an apostrophe, which is taken off again (<see cref="FormulaGuard"/>). <c>defocus_um</c> and <c>pixel_um</c>, the side of a pixel in the sample, are in µm with a decimal point. Paths are relative to the manifest's folder, with '/'; the
/// '\' of Windows is understood on every system.
/// </remarks>
public static class Manifest
{
    private static readonly string[] s_columns = ["path", "sequence", "frame", "out_of_focus", "reference_path", "defocus_um", "pixel_um"];

    /// <summary>Whether a file's name ends in .csv, in any case.</summary>
    /// <param name="path">A file name; the file need not exist.</param>
    public static bool HasExtension(string path) => string.Equals(Path.GetExtension(path), ".csv", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a manifest; relative paths are resolved against its folder.</summary>
    /// <param name="csvPath">The CSV file.</param>
    /// <exception cref="FrameFormatException">The file is missing, lacks the column path or has one twice, or a field cannot be understood: the line is named.</exception>
    public static IReadOnlyList<ManifestRow> Read(string csvPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(csvPath);
        var folder = Path.GetDirectoryName(Path.GetFullPath(csvPath))!;
        try
        {
            RegularFile.Check(csvPath, null);
            using var csv = CsvReader.FromFile(
                csvPath,
                new CsvReaderOptions
                {
                    Separator = ',',
                    TrimWhitespace = true,
                    TrackLineNumbers = true,
                    MalformedData = CsvMalformedDataHandling.Throw,
                }
            );
            if (!csv.TryGetFieldIndex("path", out _))
                throw new FrameFormatException(
                    csvPath,
                    null,
                    $"the manifest has no column 'path'. Its first line must be {string.Join(',', s_columns)}."
                );
            if (Array.Find(s_columns, c => csv.Headers.Count(h => c.Equals(h.Trim(), StringComparison.OrdinalIgnoreCase)) > 1) is { } twice)
                throw new FrameFormatException(csvPath, null, $"the manifest has the column '{twice}' more than once. Leave one of them.");
            var rows = new List<ManifestRow>();
            var files = new ManifestFiles(csvPath);
            while (csv.Read())
            {
                rows.Add(Row(csv, csvPath, folder));
                files.Add(rows[^1].Path, csv.LineNumber);
            }
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FrameFormatException(csvPath, null, $"the manifest cannot be read ({e.Message}) Check the path.", e);
        }
        catch (CsvFormatException e)
        {
            throw new FrameFormatException(csvPath, null, $"line {e.LineNumber} is not valid CSV ({e.Message}) Check its quotes.", e);
        }
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
                    ]
            )
        );
    }

    private static ManifestRow Row(CsvReader csv, string csvPath, string folder)
    {
        if (!Utf8.IsValid(csv.RawRecord))
            throw Bad("it", "is not UTF-8: save the manifest as CSV UTF-8");
        if (Enumerable.Range(0, csv.FieldCount).Skip(csv.Headers.Count).Any(i => csv.GetString(i).Length > 0))
            throw Bad("it", $"has {csv.FieldCount} cells, the header {csv.Headers.Count}: a name with a comma stands between quotes");
        var path = Field("path") ?? throw Bad("path", "is empty");
        return new ManifestRow(
            FullPath("path", path),
            Field("sequence") is { } sequence ? Sequence(FormulaGuard.Unguard(sequence)) : "",
            Field("frame") is { } frame ? Index(frame) : 0,
            Field("out_of_focus") is { } outOfFocus ? Label(outOfFocus) : null,
            Field("reference_path") is { } reference ? FullPath("reference_path", reference) : null,
            Field("defocus_um") is { } defocus ? Microns("defocus_um", defocus) : null,
            Field("pixel_um") is { } pixel ? Pixel(pixel) : null
        );

        string? Field(string name) =>
            csv.TryGetFieldIndex(name, out var index) && index < csv.FieldCount && csv.GetString(index) is { Length: > 0 } text
                ? text
                : null;

        string FullPath(string column, string text) =>
            text.Contains('\0', StringComparison.Ordinal)
                ? throw Bad(column, "holds a null character, which no path can")
                : Resolve(text, folder);

        string Sequence(string text) => SequenceName.Problem(text) is { } problem ? throw Bad("sequence", problem) : text;

        int Index(string text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? value
                : throw Bad("frame", $"is '{text}', not a whole number from 0");

        bool Label(string text) =>
            text.ToLowerInvariant() switch
            {
                "true" or "1" => true,
                "false" or "0" => false,
                _ => throw Bad("out_of_focus", $"is '{text}', not true or false"),
            };

        double Pixel(string text) =>
            Microns("pixel_um", text) is var microns && PixelSize.IsValid(microns)
                ? microns
                : throw Bad("pixel_um", $"is '{text}', not between {PixelSize.Least} and {PixelSize.Most} µm");

        double Microns(string column, string text) =>
            double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? value
                : throw Bad(column, $"is '{text}', not a number of µm");

        FrameFormatException Bad(string column, string what) =>
            new(csvPath, null, $"line {csv.LineNumber}: {column} {what}. Correct the line.");
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
