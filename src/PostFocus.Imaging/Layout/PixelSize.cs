using System.Runtime.CompilerServices;

namespace PostFocus.Imaging.Layout;

/// <summary>The side of a square pixel in the sample, µm.</summary>
internal static class PixelSize
{
    /// <summary>From below what light resolves to far above a well's.</summary>
    public const double Least = 0.001,
        Most = 1000;

    /// <summary>Some microscopes write inches and centimetres too: of what is larger than this, printers alone do.</summary>
    private const double LargestWithUnitOfPrinters = 10;

    public static bool IsValid(double microns) => microns >= Least && microns <= Most;

    /// <summary>The size if it lies in the range of pixel sizes.</summary>
    public static double? Checked(double? microns, [CallerMemberName] string name = "") =>
        microns is { } given && !IsValid(given)
            ? throw new ArgumentOutOfRangeException(name, microns, $"{name} must lie between {Least} and {Most} µm.")
            : microns;

    /// <summary>What a stack's metadata say; null where they give none, or one that <see cref="WhyNot"/> refuses.</summary>
    public static double? Of(StackLayout? layout) =>
        layout is { PixelSizeMicrons: { } width } && WhyNot(layout, width) is null ? width : null;

    /// <summary>Ends the line that describes a stack: the size that counts, and what the metadata say where that is another.</summary>
    public static string Describe(StackLayout layout, double? used)
    {
        if (layout.PixelSizeMicrons is not { } width)
            return used is { } given ? $", {Phrasing.Short(given)} µm/pixel" : "";
        var said = NotSquare(layout) ?? Phrasing.Short(width);
        return used == width ? $", {Phrasing.Short(width)} µm/pixel"
            : used is { } other ? $", {Phrasing.Short(other)} µm/pixel (its metadata say {said})"
            : $", {said} µm/pixel not used: {WhyNot(layout, width)}";
    }

    /// <summary>Width and height where they differ; null of all others.</summary>
    public static string? NotSquare(StackLayout? layout) =>
        layout is { PixelSizeMicrons: { } width, PixelHeightMicrons: { } height } && !IsSame(width, height)
            ? $"{Phrasing.Short(width)} × {Phrasing.Short(height)}"
            : null;

    private static string? WhyNot(StackLayout layout, double width) =>
        !IsValid(width) ? $"it is not from {Least} to {Most}"
        : IsPrintSize(width) || (layout.HasUnitOfPrinters && width > LargestWithUnitOfPrinters) ? "that is a print resolution"
        : NotSquare(layout) is not null ? "its pixels are not square"
        : null;

    /// <summary>Programs write the resolution for a printer where they know nothing of a sample: 72 dots an inch are 353 µm.</summary>
    private static bool IsPrintSize(double microns)
    {
        ReadOnlySpan<int> dotsAnInch = [72, 75, 90, 96, 100, 120, 150, 180, 200, 240, 300, 360, 400, 600, 720, 1200];
        foreach (var dots in dotsAnInch)
            if (IsSame(microns, 25400.0 / dots))
                return true;
        return false;
    }

    /// <summary>Programs round differently what is one size.</summary>
    public static bool IsSame(double a, double b) => Math.Abs(b / a - 1) <= 0.001;
}
