using System.Globalization;
using System.Text.Unicode;
using CsvHelper;

namespace PostFocus.Imaging.Storage;

/// <summary>CSV tables (RFC 4180, UTF-8), each written whole or not at all; what is not known is an empty cell.</summary>
public static class CsvTable
{
    private static readonly StringComparer s_anyCase = StringComparer.OrdinalIgnoreCase;

    /// <summary>Writes a table.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="columns">The first line.</param>
    /// <param name="rows">A cell a column; one row after the other is taken and written.</param>
    public static void Write(string path, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentNullException.ThrowIfNull(rows);
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                // Readers that trim leave spaces at the ends of a name where there are quotes around it.
                using var csv = CsvWriter.ToFile(
                    temporary,
                    new CsvWriterOptions { NewLine = "\n", Quoting = CsvQuoting.WhenNeededOrWhitespace }
                );
                csv.WriteRecord([.. columns]);
                foreach (var row in rows)
                    csv.WriteRecord(row);
            }
        );
    }

    /// <summary>Reads a table, row by row.</summary>
    /// <param name="path">A file that <see cref="Write"/> wrote.</param>
    /// <param name="columns">Columns that it must have; it may have others, in any order and case.</param>
    /// <exception cref="FrameFormatException">The file does not exist, is not a table, or lacks a column.</exception>
    public static IReadOnlyList<CsvTableRow> Read(string path, params IReadOnlyList<string> columns) =>
        Read(path, CsvTableKind.Written, columns, columns);

    /// <summary>Reads a table of a kind.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">How its errors are worded.</param>
    /// <param name="required">Columns that it must have.</param>
    /// <param name="known">Columns that it must not have twice.</param>
    internal static IReadOnlyList<CsvTableRow> Read(
        string path,
        CsvTableKind kind,
        IReadOnlyList<string> required,
        IReadOnlyList<string> known
    )
    {
        ArgumentNullException.ThrowIfNull(required);
        try
        {
            RegularFile.Check(path, null);
            using var csv = CsvReader.FromFile(
                path,
                new CsvReaderOptions
                {
                    Separator = ',',
                    TrimWhitespace = true,
                    TrackLineNumbers = true,
                    MalformedData = CsvMalformedDataHandling.Throw,
                }
            );
            var header = csv
                .Headers.Select((name, index) => (Name: name.Trim(), Index: index))
                .ToLookup(c => c.Name, c => c.Index, s_anyCase);
            if (required.FirstOrDefault(c => !header.Contains(c)) is { } missing)
                throw new FrameFormatException(path, null, $"the {kind.Name} has no column '{missing}'. {kind.HeaderRemedy}");
            if (known.FirstOrDefault(c => header[c].Count() > 1) is { } twice)
                throw new FrameFormatException(path, null, $"the {kind.Name} has the column '{twice}' more than once. Leave one of them.");
            var columns = header.ToDictionary(c => c.Key, c => c.First(), s_anyCase);
            var rows = new List<CsvTableRow>();
            while (csv.Read())
            {
                string[] cells = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
                var row = new CsvTableRow(path, kind, csv.LineNumber, columns, cells);
                if (!Utf8.IsValid(csv.RawRecord))
                    throw row.Bad("it", $"is not UTF-8: save the {kind.Name} as CSV UTF-8");
                if (cells.Skip(csv.Headers.Count).Any(cell => cell.Length > 0))
                    throw row.Bad(
                        "it",
                        $"has {cells.Length} cells, the header {csv.Headers.Count}: a name with a comma stands between quotes"
                    );
                rows.Add(row);
            }
            return rows;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FrameFormatException(path, null, $"the {kind.Name} cannot be read ({e.Message}) Check the path.", e);
        }
        catch (CsvFormatException e)
        {
            throw new FrameFormatException(path, null, $"line {e.LineNumber} is not valid CSV ({e.Message}) Check its quotes.", e);
        }
    }

    /// <summary>A name, which must not become a formula where the table is opened (<see cref="FormulaGuard"/>).</summary>
    /// <param name="text">Null: not known.</param>
    public static string Cell(string? text) => text is null ? "" : FormulaGuard.Guard(text);

    /// <summary>A number of up to six significant digits.</summary>
    /// <param name="value">Null or NaN: not known.</param>
    public static string Cell(double? value) =>
        value is { } number && !double.IsNaN(number) ? number.ToString("G6", CultureInfo.InvariantCulture) : "";

    /// <summary>A whole number.</summary>
    /// <param name="value">Null: not known.</param>
    public static string Cell(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>"true" or "false".</summary>
    /// <param name="value">Null: not known.</param>
    public static string Cell(bool? value) =>
        value switch
        {
            true => "true",
            false => "false",
            null => "",
        };
}
