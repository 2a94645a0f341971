using System.Runtime.CompilerServices;

namespace PostFocus.Imaging;

/// <summary>The side of a square pixel in the sample, µm.</summary>
internal static class PixelSize
{
    /// <summary>From below what light resolves to far above a well's.</summary>
    public const double Least = 0.001, Most = 1000;

    public static bool IsValid(double microns) => microns >= Least && microns <= Most;

    /// <summary>The size if it lies in the range of pixel sizes.</summary>
    public static double? Checked(double? microns, [CallerMemberName] string name = "") => microns is { } given && !IsValid(given)
        ? throw new ArgumentOutOfRangeException(name, microns, $"{name} must lie between {Least} and {Most} µm.")
        : microns;

    /// <summary>What a stack's metadata say; null where they give none, one beyond the range, or one of pixels that are not square.</summary>
    public static double? Of(StackLayout? layout) =>
        layout is { PixelSizeMicrons: { } width } && IsValid(width) && Math.Abs((layout.PixelHeightMicrons ?? width) / width - 1) <= Tolerance
            ? width
            : null;

    /// <summary>Programs round differently what is one size.</summary>
    private const double Tolerance = 0.001;
}
