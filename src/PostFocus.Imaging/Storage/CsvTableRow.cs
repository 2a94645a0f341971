using System.Globalization;

namespace PostFocus.Imaging.Storage;

/// <summary>A row of a table that <see cref="CsvTable.Write"/> wrote; what is not known is null.</summary>
public sealed class CsvTableRow
{
    private readonly string _path;
    private readonly CsvTableKind _kind;
    private readonly IReadOnlyDictionary<string, int> _header;
    private readonly string[] _cells;

    /// <param name="path">The table.</param>
    /// <param name="kind">How its errors are worded.</param>
    /// <param name="line">Its line, from 1.</param>
    /// <param name="header">Where each column stands.</param>
    /// <param name="cells">As they stand in the line.</param>
    internal CsvTableRow(string path, CsvTableKind kind, long line, IReadOnlyDictionary<string, int> header, string[] cells) =>
        (_path, _kind, Line, _header, _cells) = (path, kind, line, header, cells);

    /// <summary>From 1.</summary>
    internal long Line { get; }

    /// <summary>A name; the apostrophe that keeps it from being a formula is taken off.</summary>
    /// <param name="column">A column of the table; one that it lacks is not known.</param>
    public string? Text(string column) => Cell(column) is { } cell ? FormulaGuard.Unguard(cell) : null;

    /// <summary>A number.</summary>
    /// <param name="column">A column of the table.</param>
    /// <exception cref="FrameFormatException">The cell holds something else: line and column are named.</exception>
    public double? Number(string column) => Number(column, "a number");

    internal double? Number(string column, string what) =>
        Text(column) is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
        : throw Bad(column, $"is '{text}', not {what}");

    /// <summary>A whole number from 0.</summary>
    /// <param name="column">A column of the table.</param>
    /// <exception cref="FrameFormatException">The cell holds something else: line and column are named.</exception>
    public int? Integer(string column) =>
        Text(column) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value
        : throw Bad(column, $"is '{text}', not a whole number from 0");

    /// <summary>True or false, in any case, or 1 or 0.</summary>
    /// <param name="column">A column of the table.</param>
    /// <exception cref="FrameFormatException">The cell holds something else: line and column are named.</exception>
    public bool? Flag(string column) =>
        Text(column)?.ToLowerInvariant() switch
        {
            null => null,
            "true" or "1" => true,
            "false" or "0" => false,
            _ => throw Bad(column, $"is '{Text(column)}', not true or false"),
        };

    /// <summary>What must be known.</summary>
    /// <param name="value">The cell as it was read.</param>
    /// <param name="column">Its column.</param>
    /// <exception cref="FrameFormatException">It is null: line and column are named.</exception>
    public T Known<T>(T? value, string column)
        where T : struct => value ?? throw Bad(column, "is empty");

    /// <inheritdoc cref="Known{T}(T?, string)"/>
    public T Known<T>(T? value, string column)
        where T : class => value ?? throw Bad(column, "is empty");

    /// <summary>The cell as it stands in the line; null: empty, or missing.</summary>
    internal string? Cell(string column) =>
        _header.TryGetValue(column, out var at) && at < _cells.Length && _cells[at].Length > 0 ? _cells[at] : null;

    internal FrameFormatException Bad(string column, string what) => new(_path, null, $"line {Line}: {column} {what}. {_kind.LineRemedy}");
}
