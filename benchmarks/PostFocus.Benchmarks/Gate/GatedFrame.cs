using PostFocus.Imaging.Metrics;
using PostFocus.Transforms.Evaluation;

namespace PostFocus.Benchmarks.Gate;

/// <summary>A restored frame of known truth, and what the gate made of it.</summary>
/// <param name="Well">Whose frame it is.</param>
/// <param name="DefocusMicrons">Its distance from focus in truth.</param>
/// <param name="Gain">PSNR less that of its input, dB.</param>
/// <param name="Harm">In what it is worse than its input.</param>
/// <param name="Trust">The gate's, 0 to 1.</param>
/// <param name="IsAccepted">Whether that is enough.</param>
internal sealed record GatedFrame(string Well, double DefocusMicrons, double Gain, RestorationHarm Harm, double Trust, bool IsAccepted)
{
    public bool IsWorse => Harm != RestorationHarm.None;

    public static GatedFrame Of(GatedRow row, int height, int width) =>
        new(
            row.Sequence,
            row.TrueDefocusMicrons,
            10
                * Math.Log10(
                    ImageMetrics.MeanSquaredError(row.Reference, row.Frame) / ImageMetrics.MeanSquaredError(row.Reference, row.Restored)
                ),
            RestorationHarms.Of(row.Reference, row.Frame, row.Restored, height, width),
            row.Trust,
            row.Accepted
        );
}

/// <summary>A row; the properties are named after its columns.</summary>
internal sealed class GatedRow
{
    public string Sequence { get; set; } = "";

    public float TrueDefocusMicrons { get; set; }

    public float[] Frame { get; set; } = [];

    public float[] Reference { get; set; } = [];

    public float[] Restored { get; set; } = [];

    public bool WasRestored { get; set; }

    public float Trust { get; set; }

    public bool Accepted { get; set; }
}
