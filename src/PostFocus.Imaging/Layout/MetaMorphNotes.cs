namespace PostFocus.Imaging;

/// <summary>What the tags of a MetaMorph stack say: the planes' times, and the size of a pixel.</summary>
/// <param name="Planes">How many planes it announces.</param>
/// <param name="IntervalSeconds">Time from plane to plane; null where the times do not ascend.</param>
/// <param name="PixelMicrons">Width of a pixel; null where it is not calibrated, or in another unit.</param>
internal sealed record MetaMorphNotes(ulong Planes, double? IntervalSeconds, double? PixelMicrons);
