using System.Runtime.InteropServices;

namespace PostFocus.Transforms.Onnx;

/// <summary>
/// A graph around a network: what is computed before it, after it, and between its evaluations. Values are float32 and go by their names.
/// </summary>
/// <param name="part">The network.</param>
/// <param name="name">Name of the graph.</param>
internal sealed class OnnxComposition(OnnxPart part, string name)
{
    private readonly OnnxWriter _writer = new(name);

    public string Input(string value, params IReadOnlyList<int> shape)
    {
        _writer.Input(value, shape);
        return value;
    }

    public void Output(string name, string value, params IReadOnlyList<int> shape) => Output(name, value, OnnxElementType.Float, shape);

    public void Output(string name, string value, OnnxElementType type, params IReadOnlyList<int> shape)
    {
        _writer.Node("Identity", [value], [name]);
        _writer.Output(name, type, shape);
    }

    /// <summary>The network's outputs for these inputs, both in the order of its contract.</summary>
    public string[] Evaluate(params string[] inputs) => part.Evaluate(_writer, inputs);

    public string Constant(double number) => _writer.Initializer(OnnxElementType.Float, [], MemoryMarshal.AsBytes([(float)number]));

    public string Constant(double number, int length) =>
        _writer.Initializer(
            OnnxElementType.Float,
            [length],
            MemoryMarshal.AsBytes(Enumerable.Repeat((float)number, length).ToArray().AsSpan())
        );

    public string Add(string a, string b) => Node("Add", a, b);

    public string Subtract(string a, string b) => Node("Sub", a, b);

    public string Multiply(string a, string b) => Node("Mul", a, b);

    public string Divide(string a, string b) => Node("Div", a, b);

    /// <summary>a·x</summary>
    public string Scale(double a, string x) => a == 1 ? x : Multiply(x, Constant(a));

    /// <summary>The mean of values of one shape.</summary>
    public string Mean(IReadOnlyCollection<string> values) => Scale(1.0 / values.Count, Sum(values));

    public string Sum(IReadOnlyCollection<string> values) => values.Aggregate(Add);

    /// <summary>Of an operator that needs no more than its inputs.</summary>
    public string Node(string operation, params string[] inputs) => Node(operation, inputs, []);

    public string Node(string operation, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var output = _writer.NewName(operation);
        _writer.Node(operation, inputs, [output], attributes);
        return output;
    }

    /// <summary>What lies at an index of an axis, which is then gone.</summary>
    public string At(string x, int index, int axis) => Node("Gather", [x, Integers([], index)], ("axis", axis));

    /// <summary>An axis the other way round.</summary>
    public string Reversed(string x, int axis, int length) =>
        Node("Gather", [x, Integers([length], [.. Enumerable.Range(0, length).Reverse()])], ("axis", axis));

    public string Reshape(string x, params int[] shape) => Node("Reshape", x, Integers([shape.Length], shape));

    public string Expand(string x, params int[] shape) => Node("Expand", x, Integers([shape.Length], shape));

    /// <summary>The finished file.</summary>
    /// <param name="facts">Texts that it tells beside the graph, by their keys.</param>
    public byte[] ToModel(params (string Key, string Text)[] facts)
    {
        foreach (var (key, text) in facts)
            _writer.Tell(key, text);
        return _writer.ToModel(part.IrVersion, part.OperatorSet);
    }

    private string Integers(int[] shape, params int[] values)
    {
        ReadOnlySpan<long> wide = [.. values.Select(value => (long)value)];
        return _writer.Initializer(OnnxElementType.Int64, shape, MemoryMarshal.AsBytes(wide));
    }
}
