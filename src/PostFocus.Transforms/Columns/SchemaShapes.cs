using Microsoft.ML;

namespace PostFocus.Transforms.Columns;

internal static class SchemaShapes
{
    /// <summary>The shape, if it has the columns.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public static SchemaShape Require(this SchemaShape shape, params IEnumerable<NeededColumn> columns)
    {
        ArgumentNullException.ThrowIfNull(shape);
        foreach (var column in columns)
            column.Check(shape);
        return shape;
    }

    /// <summary>The shape with columns added; one of the same name is replaced.</summary>
    public static SchemaShape With(this SchemaShape shape, params SchemaShape.Column[] added)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var names = added.Select(c => c.Name).ToHashSet();
        return new SchemaShape([.. shape.Where(c => !names.Contains(c.Name)), .. added]);
    }
}
