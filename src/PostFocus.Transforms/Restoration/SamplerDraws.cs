using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// The noise of a sampler as a graph's input <c>Noise</c>, standard normal, [samples, draws, side, side]: of each sample that of its start,
/// if there is any, then that of each step that draws some. Without draws there is no such input.
/// </summary>
internal sealed class SamplerDraws
{
    private readonly OnnxComposition _graph;
    private readonly int _side;
    private readonly bool[] _isDrawn;
    private readonly string? _noise;

    public SamplerDraws(OnnxComposition graph, RestorationModel model, IReadOnlyList<SamplerStep> plan, int samples)
    {
        (_graph, _side) = (graph, model.TileSize);
        _isDrawn = plan.Count == 0 ? [] : [model.Schedule.Sigma(1) != 0, .. plan.Select(step => step.Draws(model.LearnsVariance))];
        var draws = _isDrawn.Count(drawn => drawn);
        _noise = draws > 0 ? graph.Input("Noise", samples, draws, _side, _side) : null;
    }

    /// <summary>A sample's: for its start, then for each step; null where none is drawn.</summary>
    public IReadOnlyList<string?> Of(int sample)
    {
        var own = _noise is null ? null : _graph.At(_noise, sample, axis: 0);
        var next = 0;
        return [.. _isDrawn.Select(drawn => drawn ? _graph.Reshape(_graph.At(own!, next++, axis: 0), 1, 1, _side, _side) : null)];
    }
}
