using PostFocus.Imaging;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Restoration;

/// <summary>A restorer's network with what ConditionalRestore does around it, as ONNX graphs for a frame of the network's size.</summary>
internal sealed class RestorationGraph
{
    private const int MostEvaluations = 200;

    private readonly RestorationModel _model;
    private readonly ConditionalRestoreEstimator.Options _options;
    private readonly OnnxComposition _graph;
    private readonly RestorationInputs _inputs;

    private RestorationGraph(RestorationModel model, ConditionalRestoreEstimator.Options options, string name)
    {
        (_model, _options) = (model, (options with { TileOverlap = 0 }).For(model)); // one frame is one tile
        _graph = new(new(model.Onnx, model.Contract), name);
        _inputs = new(_graph, model);
    }

    /// <summary>Samples from the frame: a regression's, or those of a whole sampler, with their noise as an input.</summary>
    /// <exception cref="PostFocusException">The network would stand in the graph too often.</exception>
    public static byte[] OfSamples(RestorationModel model, ConditionalRestoreEstimator.Options options)
    {
        var graph = new RestorationGraph(model, options, "restorer");
        graph._inputs.Output(graph.Samples());
        return graph._graph.ToModel(PixelSizeFact.Of(model.PixelMicrons));
    }

    /// <summary>What a diffusion's network says of x0 at one time.</summary>
    public static byte[] OfStep(RestorationModel model, ConditionalRestoreEstimator.Options options)
    {
        var restoration = new RestorationGraph(model, options, "denoising step");
        var (graph, shape) = (restoration._graph, restoration._inputs.Shape);
        string state = graph.Input("Noisy", shape),
            time = graph.Input("Time", 1);
        var (image, noise) = model.Prediction switch
        {
            Prediction.V or Prediction.Epsilon => (graph.Input("Alpha", 1), graph.Input("Sigma", 1)),
            _ => ("", ""),
        };
        var outputs = restoration.Evaluate(restoration._inputs.Channels, state, time);
        var estimate = restoration.Limited(
            model.Prediction switch
            {
                Prediction.V => graph.Divide(
                    graph.Subtract(graph.Multiply(image, state), graph.Multiply(noise, outputs[0])),
                    graph.Add(graph.Multiply(image, image), graph.Multiply(noise, noise))
                ),
                Prediction.Epsilon => graph.Divide(graph.Subtract(state, graph.Multiply(noise, outputs[0])), image),
                Prediction.Flow => graph.Add(state, graph.Multiply(time, outputs[0])),
                _ => outputs[0],
            }
        );
        graph.Output("Estimate", estimate, shape);
        if (model.LearnsVariance)
            graph.Output("VarianceShare", outputs[1], shape);
        restoration._inputs.Output([estimate]);
        return graph.ToModel(PixelSizeFact.Of(model.PixelMicrons));
    }

    private string[] Samples()
    {
        var plan = _model.Prediction.IsDiffusion() ? _options.SamplerOf(_model).Plan(_model.Schedule, _options.Steps, _options.Eta) : [];
        if (_options.Samples * Math.Max(1, plan.Count) is > MostEvaluations and var evaluations)
            throw new PostFocusException(
                $"{_options.Samples} samples of {plan.Count} steps evaluate the network {evaluations} times; a graph holds it at most {MostEvaluations} times. Take fewer samples or steps."
            );
        var draws = new SamplerDraws(_graph, _model, plan, _options.Samples);
        return
        [
            .. Enumerable
                .Range(0, _options.Samples)
                .Select(k =>
                {
                    var orientation = new Orientation(k % Orientation.Count);
                    var frame = orientation.Apply(_graph, _inputs.Channels, _model.TileSize);
                    var sample = plan.Count > 0 ? Walk(frame, plan, draws.Of(k)) : _graph.Evaluate(frame)[0];
                    return orientation.Undo(_graph, sample, _model.TileSize);
                }),
        ];
    }

    /// <summary>As <see cref="SampleStates.Walk"/>, for one sample.</summary>
    /// <param name="frame">The network's input, in the sample's orientation.</param>
    /// <param name="plan">The sampler's steps.</param>
    /// <param name="noise">The draw for the start, then one for each step; null where none is made.</param>
    private string Walk(string frame, IReadOnlyList<SamplerStep> plan, IReadOnlyList<string?> noise)
    {
        var state = noise[0] is { } start
            ? _graph.Scale(_model.Schedule.Sigma(1), start)
            : _graph.Expand(_graph.Constant(0), _inputs.Shape);
        string? before = null;
        for (var i = 0; ; i++)
        {
            var step = plan[i];
            var outputs = Evaluate(frame, state, _graph.Constant(step.Time, length: 1));
            var (ofState, ofOutput) = _model.Prediction.X0Weights(_model.Schedule, step.Time);
            var x0 = Limited(Sum(ofState, state, ofOutput, outputs[0]));
            if (i == plan.Count - 1)
                return x0;
            var target = step.Extrapolate == 0 ? x0 : _graph.Add(x0, _graph.Scale(step.Extrapolate, _graph.Subtract(x0, before!)));
            state = Sum(step.Keep, state, step.Add, target);
            if (noise[i + 1] is { } fresh)
                state = _graph.Add(state, _graph.Multiply(Deviation(step, outputs), fresh));
            before = x0;
        }
    }

    private string[] Evaluate(string frame, string state, string time)
    {
        if (!_model.Prediction.HidesFrame())
            return _graph.Evaluate(frame, state, time);
        var image = _graph.Add(frame, _graph.Scale(_model.ResidualScale, state));
        return _graph.Evaluate(image, _graph.Expand(_graph.Constant(0), _inputs.Shape), time);
    }

    private string Sum(double a, string x, double b, string y) =>
        a == 0 ? _graph.Scale(b, y) : _graph.Add(_graph.Scale(a, x), _graph.Scale(b, y));

    /// <summary>As <see cref="StepVariance.Deviation"/>, where the network has its say.</summary>
    private string Deviation(SamplerStep step, string[] outputs) =>
        step.Learnt is { } variance && _model.LearnsVariance
            ? _graph.Scale(variance.Deviation(0), _graph.Node("Exp", _graph.Scale(variance.LogRatio / 2, outputs[1])))
            : _graph.Constant(step.Fresh);

    /// <summary>Within <see cref="ConditionalRestoreEstimator.Options.EstimateLimit"/>, where the noise was predicted.</summary>
    private string Limited(string x0) =>
        _model.Prediction == Prediction.Epsilon
            ? _graph.Node("Max", _graph.Node("Min", x0, _graph.Constant(_options.EstimateLimit)), _graph.Constant(-_options.EstimateLimit))
            : x0;
}
