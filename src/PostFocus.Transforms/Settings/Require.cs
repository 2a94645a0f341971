using System.Runtime.CompilerServices;

namespace PostFocus.Transforms;

/// <summary>Enforces the documented ranges of options.</summary>
internal static class Require
{
    /// <summary>The value if it lies in the closed range. NaN lies in none.</summary>
    public static double Between(double value, double low, double high, [CallerMemberName] string name = "") =>
        value >= low && value <= high
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {low} and {high}.");

    /// <summary>The same for a whole number.</summary>
    public static int Between(int value, int low, int high, [CallerMemberName] string name = "") => (int)Between((double)value, low, high, name);

    /// <summary>The same for an option that may be left out.</summary>
    public static double? Between(double? value, double low, double high, [CallerMemberName] string name = "") =>
        value is { } number ? Between(number, low, high, name) : null;
}
