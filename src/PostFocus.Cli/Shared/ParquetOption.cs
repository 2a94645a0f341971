using System.CommandLine;

namespace PostFocus.Cli.Shared;

/// <summary><c>--parquet</c>, where a verb writes tables that other programs read.</summary>
internal static class ParquetOption
{
    public static Option<bool> Create() =>
        new("--parquet") { Description = "Write each table as Parquet, too, with typed columns, beside the CSV file of its name." };
}
