using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>A network from elsewhere in a graph that takes <c>frame</c> as ours do: [N, 1, side, side] in unit intensities.</summary>
internal sealed class OwnNetwork
{
    /// <summary>Name of the input.</summary>
    public const string Frame = "frame";

    private readonly OwnNetworkOptions _options;
    private readonly string _network;
    private readonly OnnxDeclaration _input,
        _output;

    /// <param name="onnx">Its file.</param>
    /// <param name="network">What messages call it.</param>
    /// <param name="options">What it takes.</param>
    /// <exception cref="PostFocusException">It may not be used, or takes something else than is declared.</exception>
    public OwnNetwork(byte[] onnx, string network, OwnNetworkOptions options)
    {
        (_options, _network) = (options, network);
        if (options.Black == options.White)
            throw new ArgumentException($"Black and White are both {options.White}: all intensities would be one.", nameof(options));
        var signature = OnnxSignature.Read(onnx);
        _input = signature.Inputs is [var only]
            ? only
            : throw Unfit($"it has the inputs {string.Join(", ", signature.Inputs)}, and one image can be given");
        var outputs = string.Join(", ", signature.Outputs.Select(output => output.Name));
        _output =
            options.OutputName is { } named
                ? signature.Outputs.FirstOrDefault(output => output.Name == named)
                    ?? throw Unfit($"it has no output '{named}', only {outputs}")
            : signature.Outputs is [var single] ? single
            : throw Unfit($"it has several outputs; name one by OutputName: {outputs}");
        int? height = _input.Axis(2),
            width = _input.Axis(3);
        if (height != width && height is not null && width is not null)
            throw Unfit($"its input {_input} is not [batch, channels, side, side], with height and width alike behind the channels");
        Side = options.InputSize ?? height ?? width ?? throw Unfit($"its input {_input} does not tell a side; set InputSize");
        Graph = new(new(onnx, new(network, [new(_input.Name)], [new(_output.Name)])), network);
        var image = Ranged(Graph.Input(Frame, Batch, 1, Side, Side));
        Output = Graph.Evaluate(
            _input.Axis(1) is > 1 and var channels ? Graph.Node("Concat", [.. Enumerable.Repeat(image, channels)], ("axis", 1)) : image
        )[0];
    }

    public OnnxComposition Graph { get; }

    /// <summary>Its output.</summary>
    public string Output { get; }

    /// <summary>Of the input, pixels.</summary>
    public int Side { get; }

    /// <summary>Length of the batch axis: 0, any, unless the file says 1.</summary>
    public int Batch => _input.Axis(0) is 1 ? 1 : 0;

    /// <summary>Looks at what the file tells of its output; what it leaves open is seen when the network runs.</summary>
    /// <param name="values">Numbers that it gives for an image.</param>
    /// <param name="option">The option that says so.</param>
    /// <exception cref="PostFocusException">The file tells another number.</exception>
    public void RequireValues(int values, string option)
    {
        if (
            _output.Axes is { Count: > 1 } axes
            && axes.Skip(1).All(axis => axis > 0)
            && axes.Skip(1).Aggregate(1L, (product, axis) => product * axis) is var found
            && found != values
        )
        {
            throw Unfit($"of numbers for an image {option} needs {values}, and its output {_output} has {found}");
        }
    }

    private PostFocusException Unfit(string problem) => new($"The network cannot be used as a {_network}: {problem}.");

    private double Half => (_options.White - _options.Black) / 2;

    /// <summary>A difference of the network's intensities in unit intensities.</summary>
    public string DifferenceToUnit(string values) => Graph.Scale(1 / Half, values);

    /// <summary>The network's intensities as unit intensities.</summary>
    public string ToUnit(string values) => DifferenceToUnit(Shifted(values, -Middle));

    private double Middle => (_options.White + _options.Black) / 2;

    private string Ranged(string unit) => Shifted(Graph.Scale(Half, unit), Middle);

    private string Shifted(string values, double by) => by == 0 ? values : Graph.Add(values, Graph.Constant(by));
}
