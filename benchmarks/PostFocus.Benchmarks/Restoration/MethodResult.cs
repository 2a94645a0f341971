using System.Text.Json;
using System.Text.Json.Serialization;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Storage;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>A frame that a method restored, against its truth.</summary>
/// <param name="File">Path of the recorded frame.</param>
/// <param name="Well">Its sequence.</param>
/// <param name="DefocusMicrons">In truth, signed.</param>
/// <param name="Tenengrad">As a share of the truth's.</param>
/// <param name="RootMeanSquareError">As a share of the intensity range.</param>
/// <param name="MeanSpread">Over the samples, as a share of the same range; 0 without samples.</param>
/// <param name="Neighbours">Frames in focus that were looked at, 0 to 2.</param>
/// <param name="Cells">Where it shows cells; null where it shows none, or where they are is not known.</param>
internal sealed record MeasuredFrame(
    string File,
    string Well,
    double DefocusMicrons,
    double Psnr,
    double Ssim,
    double Pcc,
    double EdgePcc,
    double Tenengrad,
    double RootMeanSquareError,
    double MeanSpread,
    int Neighbours,
    CellLikeness? Cells
);

/// <summary>Some of the frames that a method restored, to look at.</summary>
internal sealed record ShownFrame(string File, int Height, int Width, double Black, double White, float[] Restored, float[] Truth);

/// <summary>What a method did to all frames, and what it cost.</summary>
/// <param name="Flicker">
/// Change from frame to frame beside the truth's, as a share of the intensity range; NaN where no frames are consecutive.
/// </param>
internal sealed record MethodResult(
    string Name,
    int Evaluations,
    double Flops,
    double SecondsPerFrame,
    double PeakMegabytes,
    double SpreadErrorOverFrames,
    double SpreadErrorWithinFrames,
    double Coverage,
    double FrechetBefore,
    double FrechetAfter,
    double Flicker,
    IReadOnlyList<MeasuredFrame> Frames,
    IReadOnlyList<ShownFrame> Shown
)
{
    private static readonly JsonSerializerOptions s_json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Null where the method has no result yet.</summary>
    public static MethodResult? Read(string folder, string name) =>
        System.IO.File.Exists(PathOf(folder, name))
            ? JsonSerializer.Deserialize<MethodResult>(System.IO.File.ReadAllText(PathOf(folder, name)), s_json)
            : null;

    public void Write(string folder) =>
        FileSafety.WriteWhole(PathOf(folder, Name), path => System.IO.File.WriteAllText(path, JsonSerializer.Serialize(this, s_json)));

    private static string PathOf(string folder, string name) => Path.Combine(folder, name + ".json");
}
