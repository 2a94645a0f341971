using PostFocus.Imaging;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Gate;

/// <summary>The evidence of the restored frames that a gate was fitted on.</summary>
/// <param name="Distribution">Of the evidence, in the order of <see cref="GateModel.EvidenceNames"/>.</param>
/// <param name="Limit">Largest distance from it of a frame that is judged, above 0.</param>
public sealed record UsualEvidence(DomainComponent Distribution, double Limit)
{
    /// <summary>Largest distance of a frame that is judged.</summary>
    public double Limit { get; } = Require.Range(Limit, double.Epsilon, double.MaxValue);

    internal bool Holds(float[] evidence) => Distribution.Distance(evidence) <= Limit;

    /// <summary>Written to a zip, or read from it where there is none.</summary>
    internal static UsualEvidence Through(ModelZipFields zip, UsualEvidence? usual) =>
        new(DomainComponent.Through(zip, usual?.Distribution, GateModel.EvidenceNames.Count), zip.Field(usual?.Limit ?? 1));
}
