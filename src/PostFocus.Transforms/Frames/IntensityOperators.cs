using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Transforms.Frames;

/// <summary>
/// An <see cref="IntensityMap"/> as ONNX operators: of the graph's input <c>Intensity</c>, [2], the counts that are −1 and +1.
/// </summary>
internal sealed class IntensityOperators
{
    private readonly OnnxComposition _graph;
    private readonly string _black,
        _countsPerUnit;

    public IntensityOperators(OnnxComposition graph)
    {
        _graph = graph;
        var range = graph.Input(LoadedColumns.Intensity, 2);
        _black = graph.At(range, 0, axis: 0);
        _countsPerUnit = graph.Scale(0.5, graph.Subtract(graph.At(range, 1, axis: 0), _black));
    }

    public string ToUnit(string counts) =>
        _graph.Subtract(_graph.Divide(_graph.Subtract(counts, _black), _countsPerUnit), _graph.Constant(1));

    public string ToCounts(string unit) => _graph.Add(DifferenceToCounts(_graph.Add(unit, _graph.Constant(1))), _black);

    public string DifferenceToCounts(string units) => _graph.Multiply(units, _countsPerUnit);
}
