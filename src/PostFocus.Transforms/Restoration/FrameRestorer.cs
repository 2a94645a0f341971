using PostFocus.Imaging;
using PostFocus.Transforms.Diffusion;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Restoration;

/// <summary>A restored frame and its per-pixel standard deviation over the samples, both in counts, [height, width].</summary>
internal sealed record RestoredFrame(float[] Mean, float[] Spread);

/// <summary>
/// Draws samples from the diffusion model for whole frames of any size and averages them. Sample k sees the frame in
/// orientation k mod 8: what the network makes of a frame only because of how it lies averages out, and shows as spread.
/// </summary>
internal sealed class FrameRestorer(OnnxNetwork network, RestorationModel model, ConditionalRestoreOptions options)
{
    public RestoredFrame Restore(Frame frame, IntensityMap map, CancellationToken cancellation = default)
    {
        (int height, int width) = (frame.Height, frame.Width);
        var unit = new float[frame.Counts.Length];
        map.ToUnit(frame.Counts, unit);
        TiledFrame[] views = [.. Enumerable.Range(0, Math.Min(options.Samples, Orientation.Count))
            .Select(k => new TiledFrame(unit, height, width, new Orientation(k), model.TileSize, options.TileOverlap))];
        TiledFrame View(int sample) => views[sample % Orientation.Count];

        ulong key = KeyedNoise.FrameKey(frame.Counts);
        IReadOnlyList<float[]> samples = options.SamplerOf(model).Sample(
            Denoise, model.Schedule, options.Steps, options.Eta, options.Samples,
            (sample, draw) => KeyedNoise.Gaussian(unit.Length, options.Seed, key, sample, draw), cancellation);
        return Average(unit, [.. samples.Select((x0, k) => View(k).Orientation.Undo(x0, height, width))], map);

        // Tiles are cut from, and blended back into, one state of the whole frame at every step, so tiles agree.
        Estimates Denoise(IReadOnlyList<float[]> states, double t)
        {
            int tiles = views[0].Tiles.Length, size = model.TileSize, area = size * size;
            var outputs = new float[states.Count * tiles][];
            network.Evaluate(
                outputs.Length,
                i => [
                    new("frame", View(i / tiles).Tiles[i % tiles], 1, size, size),
                    new("noisy", View(i / tiles).Grid.Extract(states[i / tiles], i % tiles), 1, size, size),
                    new("time", new[] { (float)t })],
                (i, output) => outputs[i] = output.ToArray(),
                cancellation);
            (double state, double output) = model.Prediction.X0Weights(model.Schedule, t);
            return new(
                [.. Blended(0).Select((sample, k) => Sum(state, states[k], output, sample))],
                model.LearnsVariance ? [.. Blended(1)] : null);

            // One of the outputs, for every sample's whole frame.
            IEnumerable<float[]> Blended(int index) => outputs.Chunk(tiles).Select(
                (sample, k) => View(k).Grid.Blend([.. sample.Select(tile => tile[(index * area)..((index + 1) * area)])]));
        }
    }

    private static float[] Sum(double a, float[] x, double b, float[] y) => [.. x.Zip(y, (u, v) => (float)(a * u + b * v))];

    /// <summary>A frame in one orientation, cut into tiles; every orientation has as many.</summary>
    private sealed class TiledFrame
    {
        public TiledFrame(float[] unit, int height, int width, Orientation orientation, int size, int overlap)
        {
            Orientation = orientation;
            float[] turned = orientation.Apply(unit, height, width);
            Grid = orientation.SwapsAxes ? new(width, height, size, overlap) : new(height, width, size, overlap);
            Tiles = [.. Enumerable.Range(0, Grid.Tiles.Count).Select(i => Grid.Extract(turned, i))];
        }

        public Orientation Orientation { get; }

        public TileGrid Grid { get; }

        /// <summary>[size, size] each.</summary>
        public float[][] Tiles { get; }
    }

    /// <summary>Mean and standard deviation (n − 1) in counts, before anything is rounded or scaled for display.</summary>
    private RestoredFrame Average(float[] unit, IReadOnlyList<float[]> samples, IntensityMap map)
    {
        int n = samples.Count;
        bool ofResidual = model.Prediction.IsOfResidual();
        double scale = ofResidual ? model.ResidualScale : 1;
        var mean = new float[unit.Length];
        var spread = new float[unit.Length];
        double countsPerUnit = (map.White - map.Black) / 2;
        for (int p = 0; p < unit.Length; p++)
        {
            double sum = 0, squares = 0;
            foreach (float[] sample in samples)
                sum += sample[p];
            double average = sum / n;
            foreach (float[] sample in samples)
                squares += (sample[p] - average) * (sample[p] - average);
            mean[p] = (float)((ofResidual ? unit[p] : 0) + scale * average);
            spread[p] = n == 1 ? 0 : (float)(scale * Math.Sqrt(squares / (n - 1)) * countsPerUnit);
        }
        map.ToCounts(mean, mean);
        return new(mean, spread);
    }
}
