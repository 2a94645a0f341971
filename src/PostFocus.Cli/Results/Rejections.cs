using PostFocus.Transforms.Gate;

namespace PostFocus.Cli.Results;

/// <summary>Why restored frames are not accepted.</summary>
internal static class Rejections
{
    /// <summary>The run restored otherwise than the gate's training did.</summary>
    public const string Settings = "settings";

    /// <summary>Cells change by the restoration more than by time.</summary>
    public const string Cells = "cells";

    /// <summary>All reasons, as tables call them; the first that holds counts.</summary>
    public static IReadOnlyList<string> All { get; } = [Settings, .. GateRejection.All, Cells];

    /// <summary>A reason in words.</summary>
    public static string Describe(string reason) =>
        reason switch
        {
            Settings => "the run restored otherwise than the gate's training did",
            GateRejection.PixelSize => "the pixel size is not known, or not among those that the gate was trained on",
            GateRejection.Domain => "unlike the frames that the networks learnt from",
            GateRejection.Evidence => "unlike the restorations that the gate learnt from",
            GateRejection.Trust => "the gate trusts it too little",
            Cells => "it changes cells more than time does",
            _ => reason,
        };
}
