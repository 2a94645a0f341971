using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Columns;

/// <summary>
/// A column that a component reads: asked of a schema, or, while a pipeline is put together, of the shape of one, so that what
/// is missing is said before the data is read.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Meaning">What it must hold; the error goes "Column 'x' holds ..." and on with this.</param>
/// <param name="Holds">Whether it does, from the type of its items and whether it is a vector of them.</param>
internal sealed record NeededColumn(string Name, string Meaning, Func<DataViewType, bool, bool> Holds)
{
    /// <summary>Whether the input may lack it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What to do where it is missing.</summary>
    public string WayOn { get; init; } = "";

    public static NeededColumn Scalar(string name, DataViewType type, string meaning) =>
        new(name, meaning, (item, isVector) => !isVector && item.Equals(type));

    /// <exception cref="ArgumentException">The column is missing or of a wrong type.</exception>
    public DataViewSchema.Column Find(DataViewSchema schema) => FindOrNull(schema) ?? throw Missing(schema.Select(c => c.Name));

    /// <summary>The same; null where it is missing and may be.</summary>
    public DataViewSchema.Column? FindOrNull(DataViewSchema schema)
    {
        if (schema.GetColumnOrNull(Name) is not { } column)
            return IsOptional ? null : throw Missing(schema.Select(c => c.Name));
        return Holds(column.Type.GetItemType(), column.Type is VectorDataViewType) ? column : throw Wrong(column.Type);
    }

    /// <exception cref="ArgumentException">The column is missing or of a wrong type, as far as the shape tells.</exception>
    public void Check(SchemaShape shape)
    {
        if (!shape.TryFindColumn(Name, out var column))
        {
            if (!IsOptional)
                throw Missing(shape.Select(c => c.Name));
        }
        else if (!Holds(column.ItemType, column.Kind != SchemaShape.Column.VectorKind.Scalar))
        {
            throw Wrong(column.GetTypeString());
        }
    }

    /// <summary>The error for a column of a wrong type.</summary>
    public ArgumentException Wrong(object type) => new($"Column '{Name}' holds {type}{Meaning}");

    private ArgumentException Missing(IEnumerable<string> names) =>
        new($"There is no column '{Name}'. The input has {string.Join(", ", names.Select(n => $"'{n}'"))}.{WayOn}");
}
