using System.Reflection;
using Microsoft.ML;

namespace PostFocus.Testing;

/// <summary>Shapes of data, as pipelines hand them from estimator to estimator; ML.NET keeps the making of them to itself.</summary>
public static class Shape
{
    public static SchemaShape Of(IDataView data) =>
        (SchemaShape)typeof(SchemaShape).GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [data.Schema])!;
}
