using PostFocus.Imaging.Yield;
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

    public FrameOutcome Outcome(int height, int width) =>
        new(
            Label,
            PredictedLabel,
            PredictedLabel && Accepted,
            PredictedLabel && RestorationHarms.Of(Reference, Frame, Restored, height, width) != RestorationHarm.None
        );
}
