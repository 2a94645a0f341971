namespace PostFocus.Benchmarks.Classification;

/// <summary>A row of a data set; the properties are named after its columns.</summary>
internal class TestFrame
{
    public string Path { get; set; } = "";

    public string Sequence { get; set; } = "";

    public bool Label { get; set; }

    public float TrueDefocusMicrons { get; set; }
}

/// <summary>A row of a scored data set.</summary>
internal sealed class ScoredFrame : TestFrame
{
    public bool PredictedLabel { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    public bool IsRight => PredictedLabel == Label;

    /// <summary>How sure the call is, 0.5 to 1.</summary>
    public double Confidence => PredictedLabel ? Probability : 1 - Probability;
}
