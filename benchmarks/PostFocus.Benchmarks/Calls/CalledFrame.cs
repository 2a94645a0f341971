namespace PostFocus.Benchmarks.Calls;

/// <summary>A row; the properties are named after its columns.</summary>
internal sealed class CalledFrame
{
    public string Sequence { get; set; } = "";

    public bool Label { get; set; }

    public float Score { get; set; }

    public float Probability { get; set; }

    public bool PredictedLabel { get; set; }

    public bool CalledWithinSequence { get; set; }
}
