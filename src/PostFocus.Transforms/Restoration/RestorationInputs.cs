using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Restoration;

/// <summary>What every exported graph of a restorer is given: a frame of the network's size, in counts, and its neighbours.</summary>
internal sealed class RestorationInputs
{
    public const string Before = "Before",
        After = "After",
        Nearness = "Nearness";

    private readonly OnnxComposition _graph;
    private readonly RestorationModel _model;
    private readonly IntensityOperators _intensity;
    private readonly string _unit;

    public RestorationInputs(OnnxComposition graph, RestorationModel model)
    {
        (_graph, _model) = (graph, model);
        var counts = graph.Input(LoadedColumns.Frame, Shape);
        _intensity = new(graph);
        _unit = _intensity.ToUnit(counts);
        Channels = model.UsesNeighbours ? graph.Node("Concat", [_unit, .. Neighbour(Before), .. Neighbour(After)], ("axis", 1)) : _unit;
    }

    /// <summary>Of an image.</summary>
    public int[] Shape => [1, 1, _model.TileSize, _model.TileSize];

    /// <summary>The network's input <c>frame</c>.</summary>
    public string Channels { get; }

    /// <summary>Makes the mean of samples, and their standard deviation where it is told, outputs in counts.</summary>
    /// <param name="samples">Each as the frame lies, as the network estimates it: x0.</param>
    public void Output(IReadOnlyCollection<string> samples)
    {
        var ofResidual = _model.Prediction.IsOfResidual();
        double scale = ofResidual ? _model.ResidualScale : 1;
        var mean = _graph.Mean(samples);
        var image = _graph.Scale(scale, mean);
        _graph.Output("Restored", _intensity.ToCounts(ofResidual ? _graph.Add(_unit, image) : image), Shape);
        if (samples.Count == 1)
            return;
        string[] squares = [.. samples.Select(sample => _graph.Subtract(sample, mean)).Select(off => _graph.Multiply(off, off))];
        var deviation = _graph.Node("Sqrt", _graph.Scale(1.0 / (samples.Count - 1), _graph.Sum(squares)));
        _graph.Output("Spread", _intensity.DifferenceToCounts(_graph.Scale(scale, deviation)), Shape);
    }

    /// <summary>Pixels and nearness of a frame in focus; zeros where its nearness is 0, as there is none.</summary>
    private string[] Neighbour(string name)
    {
        var counts = _graph.Input(name, Shape);
        var nearness = _graph.Input(name + Nearness, 1);
        var isThere = _graph.Node("Sign", nearness);
        return [_graph.Multiply(_intensity.ToUnit(counts), isThere), _graph.Expand(nearness, Shape)];
    }
}
