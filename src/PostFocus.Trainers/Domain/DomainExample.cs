namespace PostFocus.Trainers.Domain;

/// <summary>A frame that the domain is to hold.</summary>
/// <param name="Statistics">Of a square of it.</param>
/// <param name="Well">Whose frame it is.</param>
internal sealed record DomainExample(float[] Statistics, string Well);
