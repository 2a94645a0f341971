namespace PostFocus.Imaging.Storage;

/// <summary>What the errors of a kind of CSV table say.</summary>
/// <param name="Name">What the table is called.</param>
/// <param name="HeaderRemedy">What to do where a column is missing, a sentence.</param>
/// <param name="LineRemedy">What to do where a line is wrong, a sentence.</param>
internal sealed record CsvTableKind(string Name, string HeaderRemedy, string LineRemedy)
{
    /// <summary>Tables that <see cref="CsvTable.Write"/> wrote.</summary>
    public static CsvTableKind Written { get; } = new("table", "Take the table as it was written.", "Take the table as it was written.");
}
