using System.Runtime.CompilerServices;

namespace PostFocus.Simulation;

/// <summary>Enforces the documented ranges of options.</summary>
internal static class Require
{
    public static void Between(
        double value, double low, double high, string unit = "", [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (!(value >= low && value <= high)) // written so that NaN fails too
            throw new ArgumentOutOfRangeException(name, value, $"{name} must lie between {low} and {high}{(unit.Length > 0 ? " " + unit : "")}.");
    }
}
