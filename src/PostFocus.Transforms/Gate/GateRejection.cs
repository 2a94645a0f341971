namespace PostFocus.Transforms.Gate;

/// <summary>
/// Why a gate does not accept a restored frame: the values of <see cref="RestorationGateTransformer.RejectionColumn"/>. The first that
/// holds counts.
/// </summary>
public static class GateRejection
{
    /// <summary>The pixel size is not known, or beyond those of the frames that the threshold rests on.</summary>
    public const string PixelSize = "pixel_size";

    /// <summary>The recorded frame is unlike those that networks and gate learnt from.</summary>
    public const string Domain = "domain";

    /// <summary>The evidence is further from that of the frames fitted on than <see cref="UsualEvidence.Limit"/>.</summary>
    public const string Evidence = "evidence";

    /// <summary>The trust is below the threshold, or there is none that keeps the promise.</summary>
    public const string Trust = "trust";

    /// <summary>All of them, the first that counts first.</summary>
    public static IReadOnlyList<string> All { get; } = [PixelSize, Domain, Evidence, Trust];
}
