using PostFocus.Imaging.Metrics;

namespace PostFocus.Benchmarks.Gate;

/// <summary>A restored frame of known truth, and what the gate made of it.</summary>
/// <param name="Well">Whose frame it is.</param>
/// <param name="DefocusMicrons">Its distance from focus in truth.</param>
/// <param name="Gain">PSNR less that of its input, dB.</param>
/// <param name="Trust">The gate's, 0 to 1.</param>
/// <param name="IsAccepted">Whether that is enough.</param>
internal sealed record GatedFrame(string Well, double DefocusMicrons, double Gain, double Trust, bool IsAccepted)
{
    public bool IsWorse => Gain < 0;

    public static GatedFrame Of(GatedRow row) =>
        new(
            row.Sequence,
            row.TrueDefocusMicrons,
            10
                * Math.Log10(
                    ImageMetrics.MeanSquaredError(row.Reference, row.Frame) / ImageMetrics.MeanSquaredError(row.Reference, row.Restored)
                ),
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
