using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Scaling;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Evaluation;

/// <summary>Features that a Fréchet distance is measured in. A distance is named after them, and compares with no other.</summary>
public sealed class FrechetFeatures
{
    private readonly Func<NamedFrame, IntensityMap, float, IEnumerable<float[]>> _inputs;
    private readonly byte[] _onnx;
    private readonly string _input,
        _output;
    private readonly int _channels,
        _side;

    private FrechetFeatures(
        string name,
        byte[] onnx,
        string input,
        string output,
        int channels,
        int side,
        Func<NamedFrame, IntensityMap, float, IEnumerable<float[]>> inputs
    ) => (Name, _onnx, _input, _output, _channels, _side, _inputs) = (name, onnx, input, output, channels, side, inputs);

    /// <summary>What the distance is named after.</summary>
    public string Name { get; }

    /// <summary>
    /// The activations that go into the last layer of a focus classifier, averaged over a frame's tiles: what it knows of focus
    /// and not what people see. This is not the FID.
    /// </summary>
    /// <param name="model">The classifier. Use one that the restorer was not trained against.</param>
    /// <exception cref="ArgumentException">The network has no last layer with weights before its logits.</exception>
    public static FrechetFeatures OfClassifier(FocusModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var features =
            OnnxOutputs.BeforeLastLayer(model.Onnx, FocusModel.LogitsOutput)
            ?? throw new ArgumentException(
                $"The network's '{FocusModel.LogitsOutput}' come from no layer with weights (Gemm, MatMul or Conv), so it has no features to take.",
                nameof(model)
            );
        return new("focus classifier", OnnxOutputs.Expose(model.Onnx, features), "frame", features, 1, model.InputSize, Tiles);

        IEnumerable<float[]> Tiles(NamedFrame frame, IntensityMap map, float pixelMicrons)
        {
            (var unit, var height, var width) = NetworkUnits.Of(frame, map, pixelMicrons, model.PixelMicrons);
            var grid = new TileGrid(height, width, model.InputSize, overlap: 0);
            return Enumerable.Range(0, grid.Tiles.Count).Select(tile => grid.Extract(unit, tile));
        }
    }

    /// <summary>
    /// An output of any network. With the pool-3 output (2048 features) of the Inception network of Heusel et al. (2017) the
    /// distance is the Fréchet Inception distance, up to the resampling: ours is an area mean where frames shrink and a cubic
    /// where they grow, so compare with values that were made the same way.
    /// </summary>
    /// <param name="onnx">
    /// The ONNX file. Its input is [N, channels, side, side] in unit intensities (black −1, white +1), the grey frame in every
    /// channel, brought to that side and cropped to its middle square; its output [N, …] are the features.
    /// </param>
    /// <param name="name">What the distance is named after, such as "Inception".</param>
    /// <param name="inputName">The network's input.</param>
    /// <param name="outputName">The network's output.</param>
    /// <param name="side">Side of the input, pixels: 299 for Inception.</param>
    /// <param name="channels">Channels of the input, 1 to 16.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The side or the channels are out of their range.</exception>
    public static FrechetFeatures OfNetwork(byte[] onnx, string name, string inputName, string outputName, int side = 299, int channels = 3)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentException.ThrowIfNullOrEmpty(inputName);
        ArgumentException.ThrowIfNullOrEmpty(outputName);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(channels, 16);
        return new(name, onnx, inputName, outputName, channels, side, (frame, map, _) => [MiddleSquare(frame.Frame, map, side, channels)]);
    }

    /// <summary>Takes the features of frames; holds the network's memory.</summary>
    internal Extractor Open(IHostEnvironment environment) => new(this, environment);

    private static float[] MiddleSquare(Frame frame, IntensityMap map, int side, int channels)
    {
        var unit = new float[frame.Counts.Length];
        map.ToUnit(frame.Counts, unit);
        (var scaled, var height, var width) = FrameScaling.Resample(
            unit,
            frame.Height,
            frame.Width,
            (double)side / Math.Min(frame.Height, frame.Width)
        );
        int top = (height - side) / 2,
            left = (width - side) / 2;
        var square = Enumerable.Range(0, side).SelectMany(y => new ArraySegment<float>(scaled, (top + y) * width + left, side));
        return [.. Enumerable.Repeat(square, channels).SelectMany(pixels => pixels)];
    }

    internal sealed class Extractor(FrechetFeatures features, IHostEnvironment environment) : IDisposable
    {
        private readonly OnnxNetwork _network = new(
            new OnnxFile(features._onnx),
            new(
                $"Fréchet distance ({features.Name})",
                [new(features._input, features._channels, features._side, features._side)],
                [new(features._output, null)]
            ),
            environment.Register(nameof(FrechetFeatures))
        );

        /// <summary>One vector for a frame: the mean over its inputs.</summary>
        public float[] Of(NamedFrame frame, IntensityMap map, float pixelMicrons)
        {
            float[][] inputs = [.. features._inputs(frame, map, pixelMicrons)];
            var outputs = new float[inputs.Length][];
            _network.Evaluate(
                inputs.Length,
                i => [new(features._input, inputs[i], features._channels, features._side, features._side)],
                (i, output) => outputs[i] = output.ToArray(),
                _ => frame.Name
            );
            return [.. Enumerable.Range(0, outputs[0].Length).Select(feature => outputs.Average(o => o[feature]))];
        }

        public void Dispose() => _network.Dispose();
    }
}
