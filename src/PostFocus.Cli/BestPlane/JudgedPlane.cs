using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.BestPlane;

/// <summary>What the classifier says of a plane.</summary>
/// <param name="Plane">The plane.</param>
/// <param name="Verdict">What is said of it.</param>
internal sealed record JudgedPlane(FocalPlane Plane, FocusVerdict Verdict)
{
    /// <summary>
    /// The one that is nearest to focus: in focus before out of focus, then by the estimated distance, which goes on where probabilities
    /// of 0 and 1 do not; null of none.
    /// </summary>
    public static JudgedPlane? Nearest(IEnumerable<JudgedPlane> planes) =>
        planes.MinBy(plane => (plane.Verdict.IsOutOfFocus, plane.Verdict.DefocusMicrons ?? 0, plane.Verdict.Probability));
}
