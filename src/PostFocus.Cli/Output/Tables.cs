using Parquet;
using Parquet.Schema;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Output;

/// <summary>Tables as CSV and as Parquet, each file written whole or not at all.</summary>
internal static class Tables
{
    /// <summary>What the Parquet file of a table is called.</summary>
    public static string ParquetName(string table) => Path.ChangeExtension(table, ".parquet");

    public static void WriteCsv<T>(string path, IReadOnlyList<TableColumn<T>> columns, IEnumerable<T> rows) =>
        CsvTable.Write(path, [.. columns.Select(c => c.Name)], rows.Select(row => columns.Select(c => c.Cell(row)).ToArray()));

    public static void WriteParquet<T>(string path, IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<T> rows) =>
        FileSafety.WriteWhole(path, temporary => WriteParquetTo(temporary, columns, rows).GetAwaiter().GetResult());

    private static async Task WriteParquetTo<T>(string path, IReadOnlyList<TableColumn<T>> columns, IReadOnlyList<T> rows)
    {
        DataField[] fields = [.. columns.Select(c => new DataField(c.Name, c.Type, isNullable: true))];
        var file = File.Create(path);
        await using (file.ConfigureAwait(false))
        {
            var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file).ConfigureAwait(false);
            await using (writer.ConfigureAwait(false))
            {
                using var group = writer.CreateRowGroup();
                foreach (var (field, column) in fields.Zip(columns))
                {
                    object?[] values = [.. rows.Select(column.Value)];
                    if (column.Type == typeof(string))
                        await group.WriteAsync(field, (string?[])[.. values.Cast<string?>()]).ConfigureAwait(false);
                    else if (column.Type == typeof(int))
                        await group.WriteAsync<int>(field, (int?[])[.. values.Cast<int?>()]).ConfigureAwait(false);
                    else if (column.Type == typeof(double))
                        await group.WriteAsync<double>(field, (double?[])[.. values.Cast<double?>()]).ConfigureAwait(false);
                    else
                        await group.WriteAsync<bool>(field, (bool?[])[.. values.Cast<bool?>()]).ConfigureAwait(false);
                }
            }
        }
    }
}
