using System.Globalization;
using CsvHelper;
using PostFocus.Imaging;

namespace PostFocus.Cli.Shared;

/// <summary>CSV tables, each written whole or not at all; what is not known is an empty cell.</summary>
internal static class CsvTable
{
    public static void Write(string path, IReadOnlyList<string> columns, IEnumerable<string[]> rows) => FileSafety.WriteWhole(path, temporary =>
    {
        using var csv = CsvWriter.ToFile(temporary, new CsvWriterOptions { NewLine = "\n" });
        csv.WriteRecord([.. columns]);
        foreach (string[] row in rows)
            csv.WriteRecord(row);
    });

    /// <summary>A name, which must not become a formula where the table is opened.</summary>
    public static string Cell(string? text) => text is null ? "" : FormulaGuard.Guard(text);

    public static string Cell(double? value) => value is { } number && !double.IsNaN(number) ? number.ToString("G6", CultureInfo.InvariantCulture) : "";

    public static string Cell(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Cell(bool? value) => value switch { true => "true", false => "false", null => "" };
}
