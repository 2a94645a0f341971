using PostFocus.Imaging.Intensity;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Draws samples from the model for whole frames of any size and averages them. Sample k sees the frame in
/// orientation k mod 8, and in tiles that lie elsewhere than those of the others: what the network makes of a frame only because of
/// how it lies, or of where a tile ends, averages out, and shows as spread.
/// </summary>
/// <param name="network">The model's network.</param>
/// <param name="model">The trained network.</param>
/// <param name="options">As the model takes them (<see cref="ConditionalRestoreEstimator.Options.For"/>).</param>
internal sealed class FrameRestorer(OnnxNetwork network, RestorationModel model, ConditionalRestoreEstimator.Options options)
{
    /// <summary>
    /// Tiles of a frame that keep all cores busy by themselves: its samples are then evaluated one by one, so that what goes with one of
    /// them alone takes memory.
    /// </summary>
    private const int ManyTiles = 64;

    private readonly ulong _seed = options.Seed ?? MicrosoftMLInternals.DefaultSeed;

    /// <summary>Samples that a frame takes.</summary>
    public int Samples => options.Samples;

    /// <param name="source">The frame.</param>
    /// <param name="map">Its intensities.</param>
    /// <param name="pixelMicrons">Its pixel size; NaN or not above 0 where it is not known.</param>
    /// <param name="neighbours">
    /// The nearest frames in focus, before and after, null where there is none, for a model that looks at them; else nothing.
    /// </param>
    /// <param name="cancellation">Ends the work between two evaluations.</param>
    public RestoredFrame Restore(
        NamedFrame source,
        IntensityMap map,
        float pixelMicrons,
        IReadOnlyList<Neighbour?> neighbours,
        CancellationToken cancellation = default
    )
    {
        var frame = source.Frame;
        (var image, var height, var width) = Image(source, map);
        var unit = image.Unit;
        var beside = neighbours.Select(n => n is null ? null : Image(n.Frame, n.Map).Image).ToArray();
        TiledFrame[] views = [.. Enumerable.Range(0, Samples).Select(sample => View(height, width, sample))];
        var tiles = views[0].Grid.Tiles.Count;
        var channels = new float[Samples][][]; // of the samples that are evaluated

        var key = KeyedNoise.FrameKey(frame.Counts);
        float[][] samples =
        [
            .. (
                model.Prediction.IsDiffusion()
                    ? options
                        .SamplerOf(model)
                        .Sample(
                            Denoise,
                            model.Schedule,
                            options.Steps,
                            options.Eta,
                            Samples,
                            (sample, draw) => KeyedNoise.Gaussian(unit.Length, _seed, key, sample, draw),
                            cancellation
                        )
                    : Evaluate((sample, tile) => [OfFrame(sample, tile)]).Select(output => output[0])
            ).Select(Undo),
        ];
        var restored = Average(unit, samples, map).ToCounts(frame, map, unit, height, width);
        source.Keep(source.Recorded.Counts, restored.Mean);
        source.Keep(new float[restored.Spread.Length], restored.Spread);
        return restored;

        // Tiles are cut from, and blended back into, one state of the whole frame at every step, so tiles agree.
        Estimates Denoise(IReadOnlyList<float[]> states, double t)
        {
            (var ofState, var ofOutput) = model.Prediction.X0Weights(model.Schedule, t);
            var limit = model.Prediction == Prediction.Epsilon ? (float)options.EstimateLimit : float.PositiveInfinity;
            float[][][] outputs =
            [
                .. Evaluate(
                    (sample, tile) =>
                        [.. Seen(sample, tile, views[sample].Grid.Extract(states[sample], tile)), new("time", new[] { (float)t })]
                ),
            ];
            return new(
                [.. outputs.Select((output, sample) => Sum(ofState, states[sample], ofOutput, output[0], limit))],
                model.LearnsVariance ? [.. outputs.Select(output => output[1])] : null
            );
        }

        NetworkInput[] Seen(int sample, int tile, float[] state) =>
            model.Prediction.HidesFrame()
                ? [OfFrame(sample, tile, state), Noisy(pixels => pixels.Clear())]
                : [OfFrame(sample, tile), Noisy(state.CopyTo)];

        NetworkInput Noisy(Action<Span<float>> fill) => new("noisy", fill, 1, model.TileSize, model.TileSize);

        // With what a state adds to it, where the network is shown the image on its way.
        NetworkInput OfFrame(int sample, int tile, float[]? state = null) =>
            new(
                "frame",
                pixels =>
                {
                    views[sample].Extract(channels[sample], tile, pixels);
                    for (var p = 0; p < state?.Length; p++)
                        pixels[p] += model.ResidualScale * state[p];
                },
                1 + Neighbour.Channels * neighbours.Count,
                model.TileSize,
                model.TileSize
            );

        (DitheredImage Image, int Height, int Width) Image(NamedFrame recorded, IntensityMap ofImage)
        {
            (var pixels, var rows, var columns) = NetworkUnits.Of(recorded, ofImage, pixelMicrons, model.PixelMicrons);
            var own = KeyedNoise.FrameKey(recorded.Frame.Counts);
            return (new(pixels, rows, columns, model.Dither, _seed, own), rows, columns);
        }

        // What sample k sees: the frame, and of each neighbour its pixels, and everywhere its nearness.
        float[][] Channels(int k)
        {
            return [image.With(image.NoiseOf(k % Orientation.Count)), .. neighbours.SelectMany(Of)];

            float[][] Of(Neighbour? neighbour, int at) =>
                neighbour is null
                    ?
                    [
                        [0],
                        [0],
                    ]
                    : [beside[at]!.With(beside[at]!.NoiseOf(k % Orientation.Count)), [Neighbour.Nearness(neighbour.Distance)]];
        }

        // A sample as the frame lies; where it is a residual, to the frame itself and not to what the sample saw.
        float[] Undo(float[] x0, int k)
        {
            var orientation = views[k].Orientation;
            var sample = orientation.Index == 0 ? x0 : orientation.Undo(x0, height, width);
            if (model.Prediction.IsOfResidual() && image.NoiseOf(k % Orientation.Count) is { } noise)
            {
                for (var p = 0; p < sample.Length; p++)
                    sample[p] += noise[p] / model.ResidualScale;
            }
            return sample;
        }

        // What the network says about each sample's frame, from the inputs of every tile: its estimate, and the variance where it
        // tells one.
        IEnumerable<float[][]> Evaluate(Func<int, int, NetworkInput[]> inputs) =>
            Enumerable.Range(0, Samples).Chunk(tiles < ManyTiles ? Samples : 1).SelectMany(some => EvaluateSome(some, inputs));

        float[][][] EvaluateSome(int[] some, Func<int, int, NetworkInput[]> inputs)
        {
            var area = model.TileSize * model.TileSize;
            foreach (var k in some)
                channels[k] ??= Channels(k);
            var outputs = new float[some.Length * tiles][];
            network.Evaluate(
                outputs.Length,
                i => inputs(some[i / tiles], i % tiles),
                (i, output) => outputs[i] = output.ToArray(),
                _ => source.Name,
                cancellation
            );
            if (some.Length < Samples)
                channels[some[0]] = null!;
            return
            [
                .. outputs
                    .Chunk(tiles)
                    .Zip(
                        some,
                        (sample, k) =>
                            Enumerable.Range(0, sample[0].Length / area).Select(index => views[k].Grid.Blend(sample, index)).ToArray()
                    ),
            ];
        }
    }

    /// <summary>The frame as a sample sees it. Tiles of samples one after the other lie the same part of a tile further on.</summary>
    private TiledFrame View(int height, int width, int sample)
    {
        var orientation = new Orientation(sample % Orientation.Count);
        var room = (model.TileSize - options.TileOverlap) * (Samples - 1) / Samples;
        (var above, var left) = orientation.Turn(sample / Math.Max(1d, Samples - 1));
        (var rows, var columns) = orientation.SwapsAxes ? (width, height) : (height, width);
        return new(height, width, orientation, new(rows, columns, model.TileSize, options.TileOverlap, room, above, left), model.TileSize);
    }

    private static float[] Sum(double a, float[] x, double b, float[] y, float limit) =>
        [.. x.Zip(y, (u, v) => Math.Clamp((float)(a * u + b * v), -limit, limit))];

    /// <summary>
    /// Mean in unit intensities and standard deviation (n − 1) in counts, before anything is rounded or scaled for display.
    /// </summary>
    private RestoredFrame Average(float[] unit, float[][] samples, IntensityMap map)
    {
        var n = samples.Length;
        var ofResidual = model.Prediction.IsOfResidual();
        double scale = ofResidual ? model.ResidualScale : 1;
        var mean = new float[unit.Length];
        var spread = new float[unit.Length];
        var countsPerUnit = (map.White - map.Black) / 2;
        for (var p = 0; p < unit.Length; p++)
        {
            double sum = 0,
                squares = 0;
            foreach (var sample in samples)
                sum += sample[p];
            var average = sum / n;
            foreach (var sample in samples)
                squares += (sample[p] - average) * (sample[p] - average);
            mean[p] = (float)((ofResidual ? unit[p] : 0) + scale * average);
            spread[p] = n == 1 ? 0 : (float)(scale * Math.Sqrt(squares / (n - 1)) * countsPerUnit);
        }
        return new(mean, spread);
    }
}
