namespace PostFocus.Cli.Reproduce;

/// <summary>A frame of a focal stack in the pipeline; the properties are named after its columns.</summary>
internal sealed class PlaneFrame
{
    public string Sequence { get; set; } = "";

    public bool Label { get; set; }

    public float TrueDefocusMicrons { get; set; }

    public float[] Frame { get; set; } = [];

    public float[] Reference { get; set; } = [];

    public float[] Mask { get; set; } = [];

    /// <summary>Counts that map to −1 and +1.</summary>
    public float[] Intensity { get; set; } = [];

    /// <summary>Where the model has a classifier, like the next one.</summary>
    public bool PredictedLabel { get; set; }

    public float Probability { get; set; }

    /// <summary>Where the model has a restorer.</summary>
    public float[] Restored { get; set; } = [];
}
