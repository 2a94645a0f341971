using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Output;

/// <summary>A column of a table: text, whole numbers, numbers or flags; what is not known is null, and so is NaN.</summary>
/// <typeparam name="T">What a row is about.</typeparam>
internal sealed class TableColumn<T>
{
    private readonly Func<T, object?> _value;

    private TableColumn(string name, Type type, Func<T, object?> value) => (Name, Type, _value) = (name, type, value);

    /// <summary>Names are shown without what steers a terminal.</summary>
    public TableColumn(string name, Func<T, string?> value)
        : this(name, typeof(string), item => value(item) is { } text ? Wording.Shown(text) : null) { }

    public TableColumn(string name, Func<T, int?> value)
        : this(name, typeof(int), item => value(item)) { }

    public TableColumn(string name, Func<T, double?> value)
        : this(name, typeof(double), item => value(item) is { } number && !double.IsNaN(number) ? number : null) { }

    public TableColumn(string name, Func<T, bool?> value)
        : this(name, typeof(bool), item => value(item)) { }

    public string Name { get; }

    /// <summary>String, Int32, Double or Boolean.</summary>
    public Type Type { get; }

    /// <summary>Of <see cref="Type"/>, or null.</summary>
    public object? Value(T item) => _value(item);

    /// <summary>The same in JSON, with the digits of a CSV table.</summary>
    public JsonValue? Json(T item) =>
        Value(item) switch
        {
            null => null,
            double number when double.IsFinite(number) => JsonValue.Create(
                decimal.Parse(CsvTable.Cell(number), NumberStyles.Float, CultureInfo.InvariantCulture)
            ),
            string text => JsonValue.Create(text),
            int number => JsonValue.Create(number),
            bool flag => JsonValue.Create(flag),
            _ => null,
        };

    /// <summary>The same in a CSV table.</summary>
    public string Cell(T item) =>
        Value(item) switch
        {
            null => "",
            string text => CsvTable.Cell(text),
            int number => CsvTable.Cell(number),
            double number => CsvTable.Cell(number),
            bool flag => CsvTable.Cell(flag),
            _ => throw new UnreachableException(),
        };
}
