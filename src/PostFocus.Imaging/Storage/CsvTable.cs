using System.Globalization;
using CsvHelper;

namespace PostFocus.Imaging.Storage;

/// <summary>CSV tables (RFC 4180, UTF-8), each written whole or not at all; what is not known is an empty cell.</summary>
public static class CsvTable
{
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
