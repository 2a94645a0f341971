using PostFocus.Imaging;
using PostFocus.Transforms.Diffusion;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Restoration;

/// <summary>A restored frame and its per-pixel standard deviation over the samples, both in counts, [height, width].</summary>
internal sealed record RestoredFrame(float[] Mean, float[] Spread);

/// <summary>Draws samples from the diffusion model for whole frames of any size and averages them.</summary>
internal sealed class FrameRestorer(OnnxNetwork network, RestorationModel model, ConditionalRestoreOptions options)
{
    public RestoredFrame Restore(Frame frame, IntensityMap map, CancellationToken cancellation = default)
    {
        var unit = new float[frame.Counts.Length];
        map.ToUnit(frame.Counts, unit);
        var grid = new TileGrid(frame.Height, frame.Width, model.TileSize, options.TileOverlap);
        float[][] frameTiles = [.. Enumerable.Range(0, grid.Tiles.Count).Select(i => grid.Extract(unit, i))];

        ulong key = KeyedNoise.FrameKey(frame.Counts);
        float[][] noise = [.. Enumerable.Range(0, options.Samples)
            .Select(k => KeyedNoise.Gaussian(unit.Length, options.Seed, key, k))];
        IReadOnlyList<float[]> residuals = DdimSampler.Sample(Denoise, noise, options.Steps, cancellation);
        return Average(unit, residuals, map);

        // Tiles are cut from, and blended back into, one state of the whole frame at every step, so tiles agree.
        IReadOnlyList<float[]> Denoise(IReadOnlyList<float[]> states, float t)
        {
            int tiles = grid.Tiles.Count, size = model.TileSize;
            var estimates = new float[states.Count * tiles][];
            network.Evaluate(
                estimates.Length,
                i => [
                    new("frame", frameTiles[i % tiles], 1, size, size),
                    new("noisy", grid.Extract(states[i / tiles], i % tiles), 1, size, size),
                    new("time", new[] { t })],
                (i, output) => estimates[i] = output.ToArray(),
                cancellation);
            return [.. estimates.Chunk(tiles).Select(grid.Blend)];
        }
    }

    /// <summary>Mean and standard deviation (n − 1) in counts, before anything is rounded or scaled for display.</summary>
    private RestoredFrame Average(float[] unit, IReadOnlyList<float[]> residuals, IntensityMap map)
    {
        int n = residuals.Count;
        var mean = new float[unit.Length];
        var spread = new float[unit.Length];
        double countsPerUnit = (map.White - map.Black) / 2;
        for (int p = 0; p < unit.Length; p++)
        {
            double sum = 0, squares = 0;
            foreach (float[] residual in residuals)
                sum += residual[p];
            double average = sum / n;
            foreach (float[] residual in residuals)
                squares += (residual[p] - average) * (residual[p] - average);
            mean[p] = (float)(unit[p] + model.ResidualScale * average);
            spread[p] = n == 1 ? 0 : (float)(model.ResidualScale * Math.Sqrt(squares / (n - 1)) * countsPerUnit);
        }
        map.ToCounts(mean, mean);
        return new(mean, spread);
    }
}
