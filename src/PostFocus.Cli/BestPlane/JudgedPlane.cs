using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.BestPlane;

/// <summary>What the classifier says of a plane.</summary>
/// <param name="Plane">The plane.</param>
/// <param name="IsOutOfFocus">The model's decision.</param>
/// <param name="ProbabilityOutOfFocus">Its probability.</param>
/// <param name="DefocusMicrons">Estimated distance from focus, µm; null where the model estimates none.</param>
/// <param name="InDomain">Whether the frame is like those that the networks learnt from; null where the model knows no domain.</param>
internal sealed record JudgedPlane(FocalPlane Plane, bool IsOutOfFocus, float ProbabilityOutOfFocus, float? DefocusMicrons, bool? InDomain)
{
    /// <summary>
    /// The one that is nearest to focus: in focus before out of focus, then by the estimated distance, which goes on where probabilities
    /// of 0 and 1 do not; null of none.
    /// </summary>
    public static JudgedPlane? Nearest(IEnumerable<JudgedPlane> planes) =>
        planes.MinBy(plane => (plane.IsOutOfFocus, plane.DefocusMicrons ?? 0, plane.ProbabilityOutOfFocus));
}
