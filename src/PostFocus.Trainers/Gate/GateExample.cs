using PostFocus.Transforms.Evaluation;

namespace PostFocus.Trainers.Gate;

/// <summary>A restored frame whose truth is known.</summary>
/// <param name="Evidence">What can be told of it without the truth.</param>
/// <param name="Harm">In what it is worse than its input.</param>
/// <param name="Well">Whose frame it is.</param>
/// <param name="PixelMicrons">Its pixel size; NaN or not above 0 where it is not known.</param>
internal sealed record GateExample(float[] Evidence, RestorationHarm Harm, string Well, float PixelMicrons = float.NaN)
{
    public bool IsWorse => Harm != RestorationHarm.None;
}
