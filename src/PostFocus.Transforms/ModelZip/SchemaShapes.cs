using Microsoft.ML;

namespace PostFocus.Transforms.ModelZip;

internal static class SchemaShapes
{
    /// <summary>The shape with columns added; one of the same name is replaced.</summary>
    public static SchemaShape With(this SchemaShape shape, params SchemaShape.Column[] added)
    {
        ArgumentNullException.ThrowIfNull(shape);
        var names = added.Select(c => c.Name).ToHashSet();
        return new SchemaShape([.. shape.Where(c => !names.Contains(c.Name)), .. added]);
    }
}
