using System.Numerics;
using System.Runtime.CompilerServices;

namespace PostFocus.Trainers;

/// <summary>Range checks of option setters; the member's name is the caller's.</summary>
internal static class Require
{
    /// <summary>Returns <paramref name="value"/> if it lies in the closed range. NaN lies in none.</summary>
    public static T Range<T>(T value, T minimum, T maximum, [CallerMemberName] string name = "")
        where T : INumber<T>
        => value >= minimum && value <= maximum
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {minimum} and {maximum}.");

    /// <summary>The same for an option that may be left out.</summary>
    public static T? Range<T>(T? value, T minimum, T maximum, [CallerMemberName] string name = "")
        where T : struct, INumber<T>
        => value is { } number ? Range(number, minimum, maximum, name) : null;

    /// <summary>Checks the number of elements and each of them.</summary>
    public static IReadOnlyList<T> Each<T>(
        IReadOnlyList<T> values, int minimumCount, int maximumCount, T minimum, T maximum,
        [CallerMemberName] string name = "")
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values, name);
        Range(values.Count, minimumCount, maximumCount, $"{name}.Count");
        for (var i = 0; i < values.Count; i++)
            Range(values[i], minimum, maximum, $"{name}[{i}]");
        return [.. values];
    }

    /// <summary>Throws where options that are valid one by one do not fit together.</summary>
    public static void That(bool condition, object? value, string message, string name)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, value, message);
    }
}
