using PostFocus.Transforms.Metrics;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary>A row of the pipeline; the properties are named after its columns.</summary>
internal sealed class HeldOutFrame
{
    public string Sequence { get; set; } = "";

    public bool Label { get; set; }

    public float TrueDefocusMicrons { get; set; }

    public bool PredictedLabel { get; set; }

    public float Probability { get; set; }

    /// <summary>Counts that map to −1 and +1.</summary>
    public float[] Intensity { get; set; } = [];

    public float[] RestoredSpread { get; set; } = [];

    public float TruthTenengrad { get; set; }

    public float RecordedPsnr { get; set; }

    public float RecordedPcc { get; set; }

    public float RecordedTenengrad { get; set; }

    public float UnsharpPsnr { get; set; }

    public float UnsharpPcc { get; set; }

    public float UnsharpTenengrad { get; set; }

    public float OneStepPsnr { get; set; }

    public float OneStepPcc { get; set; }

    public float OneStepTenengrad { get; set; }

    public float RestoredPsnr { get; set; }

    public float RestoredPcc { get; set; }

    public float RestoredTenengrad { get; set; }

    /// <summary>The frame as it was recorded: nothing is done to it.</summary>
    public Likeness Recorded => new(RecordedPsnr, RecordedPcc, RecordedTenengrad / TruthTenengrad);

    /// <summary>The frame after unsharp masking.</summary>
    public Likeness Unsharp => new(UnsharpPsnr, UnsharpPcc, UnsharpTenengrad / TruthTenengrad);

    /// <summary>After one step of one sample.</summary>
    public Likeness OneStep => new(OneStepPsnr, OneStepPcc, OneStepTenengrad / TruthTenengrad);

    /// <summary>Restored with default settings.</summary>
    public Likeness Restored => new(RestoredPsnr, RestoredPcc, RestoredTenengrad / TruthTenengrad);

    /// <summary>Over pixels, as a share of the intensity map's range.</summary>
    public double MeanSpread => RestoredSpread.Average() / (Intensity[1] - Intensity[0]);

    /// <summary>Error of the restored frame, as a share of the same range: what its <see cref="MeanSpread"/> should tell.</summary>
    public double RootMeanSquareError => Math.Pow(10, -RestoredPsnr / 20.0);
}

/// <summary>How like a frame is to the truth, as <see cref="FocusMetricsTransformer"/> measures it.</summary>
/// <param name="Psnr">Peak signal-to-noise ratio, dB.</param>
/// <param name="Pcc">Pearson correlation.</param>
/// <param name="Sharpness">Tenengrad as a share of the truth's.</param>
internal readonly record struct Likeness(double Psnr, double Pcc, double Sharpness);
