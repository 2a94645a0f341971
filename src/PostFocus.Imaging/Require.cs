using System.Numerics;
using System.Runtime.CompilerServices;

namespace PostFocus.Imaging;

/// <summary>Enforces the documented ranges of options. NaN lies in none.</summary>
internal static class Require
{
    /// <summary>Checks a value, which gives the name, against a closed range.</summary>
    public static void Between<T>(
        T value,
        T minimum,
        T maximum,
        string unit = "",
        [CallerArgumentExpression(nameof(value))] string name = ""
    )
        where T : INumber<T>
    {
        if (!(value >= minimum && value <= maximum)) // written so that NaN fails too
            throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} must lie between {minimum} and {maximum}{(unit.Length > 0 ? " " + unit : "")}."
            );
    }

    /// <summary>Returns the value that a setter was given, if it lies in the closed range; the member's name is the caller's.</summary>
    public static T Range<T>(T value, T minimum, T maximum, [CallerMemberName] string name = "")
        where T : INumber<T>
    {
        Between(value, minimum, maximum, name: name);
        return value;
    }

    /// <summary>The same for an option that may be left out.</summary>
    public static T? Range<T>(T? value, T minimum, T maximum, [CallerMemberName] string name = "")
        where T : struct, INumber<T> => value is { } number ? Range(number, minimum, maximum, name) : null;

    /// <summary>Checks the number of elements and each of them.</summary>
    public static IReadOnlyList<T> Each<T>(
        IReadOnlyList<T> values,
        int minimumCount,
        int maximumCount,
        T minimum,
        T maximum,
        [CallerMemberName] string name = ""
    )
        where T : INumber<T>
    {
        ArgumentNullException.ThrowIfNull(values, name);
        Range(values.Count, minimumCount, maximumCount, $"{name}.Count");
        for (var i = 0; i < values.Count; i++)
            Range(values[i], minimum, maximum, $"{name}[{i}]");
        return [.. values];
    }

    /// <summary>Returns the name that a setter was given, if there is one.</summary>
    public static string Name(string value, [CallerMemberName] string name = "")
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        return value;
    }

    /// <summary>The same for an option that may be left out.</summary>
    public static string? NameOrNull(string? value, [CallerMemberName] string name = "") => value is null ? null : Name(value, name);

    /// <summary>Returns what a setter was given, if it is anything.</summary>
    public static T NotNull<T>(T value, [CallerMemberName] string name = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value, name);
        return value;
    }

    /// <summary>Throws where options that are valid one by one do not fit together.</summary>
    public static void That(bool condition, object? value, string message, string name)
    {
        if (!condition)
            throw new ArgumentOutOfRangeException(name, value, message);
    }
}
