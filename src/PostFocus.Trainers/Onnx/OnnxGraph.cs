using System.Runtime.InteropServices;
using PostFocus.Transforms.Onnx;
using TorchSharp;

namespace PostFocus.Trainers.Onnx;

/// <summary>A graph of ONNX operators (operator set 17) that networks emit themselves into.</summary>
/// <remarks>
/// A network is handed a graph and its inputs, adds weights and operators (<see cref="OnnxOperators"/> has the usual ones), and
/// gives the value that is its output. Inside, values are float32.
/// </remarks>
public sealed class OnnxGraph
{
    private const int IrVersion = 8;
    private const int OperatorSet = 17;

    private const int LeastHalved = 256; // values; smaller tensors are not worth a node

    private readonly OnnxWriter _writer;
    private readonly Dictionary<string, OnnxValue> _integers = [];
    private readonly List<WeightSlot> _constants = [];
    private readonly bool _halfWeights;

    /// <param name="name">Name of the graph.</param>
    /// <param name="halfWeights">
    /// Whether weights are stored in float16, at half the size; the network computes in float32 all the same.
    /// </param>
    internal OnnxGraph(string name, bool halfWeights = false) => (_writer, _halfWeights) = (new(name), halfWeights);

    /// <summary>All floating-point constants in the order of the file, with what sets the network's weights to such a file's.</summary>
    internal IReadOnlyList<WeightSlot> Constants => _constants;

    /// <summary>Batch normalisations that convolutions were folded with; the file tells their settings, for trainings that go on.</summary>
    internal FoldedNormalizations Folded { get; } = new();

    /// <summary>Texts that the file tells beside the graph.</summary>
    internal Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    internal OnnxValue Input(string name, params int[] shape)
    {
        _writer.Input(name, shape);
        return new(name, shape);
    }

    internal void Output(string name, OnnxValue value)
    {
        _writer.Node("Identity", [value.Name], [name]);
        _writer.Output(name, OnnxElementType.Float, value.Shape);
    }

    /// <summary>Stores a parameter.</summary>
    /// <param name="parameter">The parameter; a training that starts from the file sets it.</param>
    public OnnxValue Weight(torch.Tensor parameter) => Weight(parameter, value => parameter.copy_(value));

    /// <summary>Stores what parameters come to, and keeps how to set them from it.</summary>
    /// <param name="tensor">What they come to, such as the transpose of a parameter.</param>
    /// <param name="load">Sets them from a tensor of the same shape, for a training that starts from the file.</param>
    public OnnxValue Weight(torch.Tensor tensor, Action<torch.Tensor> load)
    {
        _constants.Add(new(tensor.shape, load));
        return Store(tensor);
    }

    /// <summary>Stores numbers that are not learnt.</summary>
    public OnnxValue Constant(torch.Tensor tensor)
    {
        _constants.Add(new(tensor.shape, null));
        return Store(tensor);
    }

    private OnnxValue Store(torch.Tensor tensor)
    {
        var half = _halfWeights && tensor.numel() >= LeastHalved;
        var data = tensor.detach().to(half ? torch.ScalarType.Float16 : torch.ScalarType.Float32).cpu().contiguous();
        int[] shape = [.. data.shape.Select(d => (int)d)];
        return half
            ? Node("Cast", [Initializer(OnnxElementType.Float16, shape, data.bytes)], shape, ("to", (int)OnnxElementType.Float))
            : Initializer(OnnxElementType.Float, shape, data.bytes);
    }

    /// <summary>Stores a number that is not learnt.</summary>
    public OnnxValue Constant(float value)
    {
        _constants.Add(new([], null));
        return Initializer(OnnxElementType.Float, [], MemoryMarshal.AsBytes([value]));
    }

    /// <summary>Shapes, sizes and axes; equal ones are stored once.</summary>
    public OnnxValue Integers(params int[] values)
    {
        var key = string.Join(',', values);
        if (!_integers.TryGetValue(key, out var value))
        {
            ReadOnlySpan<long> wide = [.. values.Select(v => (long)v)];
            value = _integers[key] = Initializer(OnnxElementType.Int64, [values.Length], MemoryMarshal.AsBytes(wide));
        }
        return value;
    }

    /// <summary>Adds an operator with one output.</summary>
    /// <param name="operation">Its name in ONNX, such as <c>Conv</c>.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="shape">Shape of its output; what follows relies on it.</param>
    /// <param name="attributes">Its attributes: float, int, string or int[].</param>
    /// <exception cref="NotSupportedException">An attribute is of another type.</exception>
    public OnnxValue Node(string operation, OnnxValue[] inputs, int[] shape, params (string Name, object Value)[] attributes)
    {
        var output = new OnnxValue(_writer.NewName(operation), shape);
        Node(operation, inputs, [output], attributes);
        return output;
    }

    /// <summary>Adds an operator with several outputs.</summary>
    /// <param name="operation">Its name in ONNX, such as <c>Split</c>.</param>
    /// <param name="inputs">Its inputs.</param>
    /// <param name="shapes">Shapes of its outputs.</param>
    /// <param name="attributes">Its attributes: float, int, string or int[].</param>
    /// <exception cref="NotSupportedException">An attribute is of another type.</exception>
    public OnnxValue[] Node(string operation, OnnxValue[] inputs, int[][] shapes, params (string Name, object Value)[] attributes)
    {
        OnnxValue[] outputs = [.. shapes.Select(shape => new OnnxValue(_writer.NewName(operation), shape))];
        Node(operation, inputs, outputs, attributes);
        return outputs;
    }

    /// <summary>The finished model file.</summary>
    internal byte[] ToModel()
    {
        if (!Folded.IsEmpty)
            _writer.Tell(FoldedNormalizations.Key, Folded.ToText());
        foreach (var (key, text) in Metadata)
            _writer.Tell(key, text);
        return _writer.ToModel(IrVersion, OperatorSet);
    }

    private void Node(string operation, OnnxValue[] inputs, OnnxValue[] outputs, params (string Name, object Value)[] attributes) =>
        _writer.Node(operation, inputs.Select(value => value.Name), outputs.Select(value => value.Name), attributes);

    private OnnxValue Initializer(OnnxElementType type, int[] shape, ReadOnlySpan<byte> littleEndian) =>
        new(_writer.Initializer(type, shape, littleEndian), shape);
}
