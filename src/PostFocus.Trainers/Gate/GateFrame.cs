namespace PostFocus.Trainers.Gate;

/// <summary>A restored frame of a known truth, judged.</summary>
/// <param name="Trust">In it, 0 to 1.</param>
/// <param name="IsWorse">Whether it is worse than its input.</param>
/// <param name="Well">Whose frame it is.</param>
internal sealed record GateFrame(float Trust, bool IsWorse, string Well);
