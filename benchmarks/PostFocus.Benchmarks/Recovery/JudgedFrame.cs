using PostFocus.Transforms.Evaluation;

namespace PostFocus.Benchmarks.Recovery;

/// <summary>A row of the pipeline; the properties are named after its columns.</summary>
internal sealed class JudgedRow
{
    public string Sequence { get; set; } = "";

    public bool Label { get; set; }

    public bool PredictedLabel { get; set; }

    public float[] Frame { get; set; } = [];

    public float[] Reference { get; set; } = [];

    public float[] Restored { get; set; } = [];

    public bool Accepted { get; set; }
}

/// <summary>A frame of a video: what is true of it, and what was made of it.</summary>
/// <param name="Video">Whose frame it is.</param>
/// <param name="IsOut">Whether it is out of focus in truth.</param>
/// <param name="IsCalled">Whether the classifier calls it so.</param>
/// <param name="IsAccepted">Whether it was restored and the gate accepts that.</param>
/// <param name="IsWorse">Whether the restored frame is worse than its input in any sense.</param>
internal sealed record JudgedFrame(string Video, bool IsOut, bool IsCalled, bool IsAccepted, bool IsWorse)
{
    public static JudgedFrame Of(JudgedRow row, int height, int width) =>
        new(
            row.Sequence,
            row.Label,
            row.PredictedLabel,
            row.PredictedLabel && row.Accepted,
            row.PredictedLabel && RestorationHarms.Of(row.Reference, row.Frame, row.Restored, height, width) != RestorationHarm.None
        );

    /// <summary>As the program counts: called, and not accepted.</summary>
    public bool IsLostByJudgement => IsCalled && !IsAccepted;

    /// <summary>In truth: out of focus and missed, rejected, or made worse; or in focus and made worse.</summary>
    public bool IsLostInTruth => IsAccepted ? IsWorse : IsOut;
}
