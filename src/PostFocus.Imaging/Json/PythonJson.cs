using System.Text.RegularExpressions;

namespace PostFocus.Imaging.Json;

/// <summary>JSON as Python writes it: with bare NaN and Infinity, which JSON does not have.</summary>
internal static partial class PythonJson
{
    /// <summary>The same text with these numbers as strings, which is how Zarr spells them.</summary>
    public static string Quoted(string json) =>
        SpecialNumber().Replace(json, match => match.Value[0] == '"' ? match.Value : $"\"{match.Value}\"");

    /// <summary>The same text with strings of the same length in their place, so that every other token lies where it lay.</summary>
    public static string Masked(string json) =>
        SpecialNumber().Replace(json, match => match.Value[0] == '"' ? match.Value : $"\"{new string('_', match.Length - 2)}\"");

    // Strings are matched first, so that nothing in them is.
    [GeneratedRegex("""(?>"(?>[^"\\]+|\\.)*"?)|-?Infinity|NaN""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SpecialNumber();
}
