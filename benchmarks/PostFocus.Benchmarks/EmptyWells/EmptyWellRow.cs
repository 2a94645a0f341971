namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>A row; the properties are named after its columns.</summary>
internal sealed class EmptyWellRow
{
    public string Path { get; set; } = "";

    public string Sequence { get; set; } = "";

    public bool Label { get; set; }

    public float TrueDefocusMicrons { get; set; }

    public float[] Frame { get; set; } = [];

    public float[] Reference { get; set; } = [];

    public float[] Restored { get; set; } = [];

    /// <summary>By the gate; without one, all are.</summary>
    public bool Accepted { get; set; } = true;

    /// <summary>Counts that map to −1 and +1.</summary>
    public float[] Intensity { get; set; } = [];

    public double Range => Intensity[1] - Intensity[0];
}
