namespace PostFocus.Benchmarks.Planes;

/// <summary>A scored frame of a known plane; the properties are named after its columns.</summary>
internal sealed class PlaneFrame
{
    public string Sequence { get; set; } = "";

    public bool Label { get; set; }

    public float TrueDefocusMicrons { get; set; }

    public bool PredictedLabel { get; set; }

    public float Probability { get; set; }

    /// <summary>Estimated |z|; NaN where the network does not estimate it.</summary>
    public float DefocusMicrons { get; set; } = float.NaN;

    /// <summary>Probability of z &gt; 0; NaN where the network does not tell.</summary>
    public float DefocusSide { get; set; } = float.NaN;

    public double TrueDistance => Math.Abs(TrueDefocusMicrons);
}
