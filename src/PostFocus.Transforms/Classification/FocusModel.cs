using PostFocus.Imaging;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Classification;

/// <summary>A trained focus network: ONNX bytes and the size of its input.</summary>
public sealed record FocusModel
{
    /// <summary>The distance from focus that a network's output <c>defocus</c> counts as 1, µm.</summary>
    public const float DefocusUnitMicrons = 10;

    /// <param name="onnx">
    /// Network with input <c>frame</c> [N, 1, size, size] (intensities in network units, black −1, white +1) and output
    /// <c>logits</c> [N, 2]; class 1 is out of focus. A second output <c>defocus</c> [N, 2], where there is one, is |z| in units of
    /// 10 µm and the logit of z &gt; 0.
    /// </param>
    /// <param name="inputSize">Side of the square input, pixels.</param>
    /// <exception cref="PostFocusException">The bytes are not an ONNX file.</exception>
    public FocusModel(byte[] onnx, int inputSize)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentOutOfRangeException.ThrowIfLessThan(inputSize, 1);
        (File, InputSize) = (new(onnx), inputSize);
        EstimatesDefocus = OnnxOutputs.Names(onnx).Contains(DefocusOutput);
    }

    internal const string LogitsOutput = "logits",
        DefocusOutput = "defocus";

    /// <summary>Whether the network has the second output.</summary>
    public bool EstimatesDefocus { get; }

    /// <summary>Side of the square input, pixels.</summary>
    public int InputSize { get; }

    /// <summary>
    /// Pixel size that the network was trained at, 0.001 to 1000 µm; frames of known, other pixel size are brought to it.
    /// Null (default): frames are taken as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of its range.</exception>
    public double? PixelMicrons
    {
        get;
        init => field = Require.Range(value, 0.001, 1000);
    }

    /// <summary>
    /// Temperature that logits are divided by, so that the probability is a frequency (Guo et al. 2017), 0.05 to 20: what
    /// <see cref="TemperatureScaling"/> fits. Default 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is out of its range.</exception>
    public double Temperature
    {
        get;
        init => field = Require.Range(value, TemperatureScaling.Least, TemperatureScaling.Most);
    } = 1;

    /// <summary>Probability above which a frame counts as out of focus, 0 to 1. Default 0.5.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is out of its range.</exception>
    public double Threshold
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.5;

    /// <summary>
    /// In how many of its eight orientations (mirrored along either axis, axes swapped) each tile is judged, 1 to 8. What the
    /// network says of them is averaged: defocus has no direction, so more of them cost time and take away scatter. Default 1.
    /// </summary>
    /// <remarks>Averages are less extreme than single verdicts: a temperature that was fitted for another number is too high.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The number is out of its range.</exception>
    public int Orientations
    {
        get;
        init => field = (int)Require.Range(value, 1, Orientation.Count);
    } = 1;

    /// <summary>The network's ONNX file.</summary>
    public ReadOnlyMemory<byte> OnnxFile => Onnx;

    /// <summary>
    /// The network with all that ScoreFocus does around it, as one ONNX file for one frame of the network's size, to be run without
    /// PostFocus: counts to unit intensities, orientations, temperature, threshold.
    /// </summary>
    /// <returns>
    /// A file with the inputs <c>Frame</c> [1, 1, <see cref="InputSize"/>, <see cref="InputSize"/>], counts, and <c>Intensity</c> [2], the
    /// counts that are −1 and +1; and the outputs <c>Score</c>, <c>Probability</c> and, Boolean, <c>PredictedLabel</c>, [1] each; where the
    /// network estimates defocus also <c>DefocusMicrons</c> and <c>DefocusSide</c>: those of <see cref="FocusScoringTransformer"/>.
    /// </returns>
    /// <exception cref="PostFocusException">The network cannot be used, or is written in an old version of ONNX's operators.</exception>
    public byte[] ToOnnx() => FocusGraph.Of(this);

    internal byte[] Onnx => File.Bytes;

    /// <summary>Shared by copies with other settings.</summary>
    internal OnnxFile File { get; }

    internal OnnxContract Contract =>
        new(
            "focus classifier",
            [new("frame", 1, InputSize, InputSize)],
            EstimatesDefocus ? [new(LogitsOutput, 2), new(DefocusOutput, 2)] : [new(LogitsOutput, 2)]
        );

    /// <summary>Written to a zip, or read from it where there is none.</summary>
    internal static FocusModel Through(ModelZipFields zip, FocusModel? model)
    {
        var inputSize = zip.Field(model?.InputSize ?? 0);
        var onnx = zip.Network(model?.Onnx);
        model ??= new(onnx, inputSize);
        if (zip.Has(FocusScoringTransformer.WithCalibration))
        {
            model = model with
            {
                PixelMicrons = zip.Optional(model.PixelMicrons),
                Temperature = zip.Field(model.Temperature),
                Threshold = zip.Field(model.Threshold),
            };
        }
        return zip.Has(FocusScoringTransformer.WithOrientations) ? model with { Orientations = zip.Field(model.Orientations) } : model;
    }
}
