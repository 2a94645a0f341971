using System.Globalization;

namespace PostFocus.Imaging;

/// <summary>Numbers and names within sentences.</summary>
internal static class Phrasing
{
    /// <summary>"1 frame", "2 frames".</summary>
    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";

    /// <summary>Some of many names: "'a', 'b', 'c' and 9 more".</summary>
    public static string Some(IReadOnlyCollection<string> names)
    {
        const int most = 3;
        var some = string.Join(", ", names.Take(most).Select(n => $"'{n}'"));
        return names.Count > most ? $"{some} and {names.Count - most} more" : some;
    }

    /// <summary>Four significant digits.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
