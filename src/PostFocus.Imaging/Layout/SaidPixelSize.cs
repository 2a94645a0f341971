namespace PostFocus.Imaging.Layout;

/// <summary>What the metadata of a single-page file say of its pixels.</summary>
/// <param name="Microns">The side of a square one; null where they say none that can be used.</param>
/// <param name="NotSquare">Both sides of one that is not square, for people to read; null of all others.</param>
internal readonly record struct SaidPixelSize(double? Microns, string? NotSquare)
{
    public static SaidPixelSize Of(StackLayout? layout) => new(PixelSize.Of(layout), PixelSize.NotSquare(layout));
}
