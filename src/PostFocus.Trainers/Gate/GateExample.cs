namespace PostFocus.Trainers.Gate;

/// <summary>A restored frame whose truth is known.</summary>
/// <param name="Evidence">What can be told of it without the truth.</param>
/// <param name="IsWorse">Whether it is further from the truth than the recorded frame, by root mean square error.</param>
/// <param name="Well">Whose frame it is.</param>
internal sealed record GateExample(float[] Evidence, bool IsWorse, string Well);
