using Microsoft.ML.Runtime;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Frames;

namespace PostFocus.Transforms.Evaluation;

/// <summary>Features of recorded, restored and true frames, gathered; without features to take, nothing.</summary>
internal sealed class FrechetSets(FrechetFeatures? features, IHostEnvironment environment) : IDisposable
{
    private readonly FrechetFeatures.Extractor? _extractor = features?.Open(environment);
    private readonly FeatureGaussian _before = new(),
        _after = new(),
        _truth = new();

    public double Before => Distance(_before);

    public double After => Distance(_after);

    public void Add(NamedFrame before, NamedFrame after, NamedFrame truth, IntensityMap map, float pixelMicrons)
    {
        if (_extractor is null)
            return;
        _before.Add(_extractor.Of(before, map, pixelMicrons));
        _after.Add(_extractor.Of(after, map, pixelMicrons));
        _truth.Add(_extractor.Of(truth, map, pixelMicrons));
    }

    private double Distance(FeatureGaussian set) => set.Count < 2 ? double.NaN : FrechetDistance.Between(set, _truth);

    public void Dispose() => _extractor?.Dispose();
}
