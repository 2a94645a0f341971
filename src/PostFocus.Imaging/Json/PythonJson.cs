using System.Text.RegularExpressions;

namespace PostFocus.Imaging.Json;

/// <summary>JSON as Python writes it: with bare NaN and Infinity, which JSON does not have.</summary>
internal static partial class PythonJson
{
    /// <summary>The same text with these numbers as strings, which is how Zarr spells them.</summary>
    public static string Quoted(string json) =>
        SpecialNumber().Replace(json, match => match.Value[0] == '"' ? match.Value : $"\"{match.Value}\"");

    // Strings are matched first, so that nothing in them is.
    [GeneratedRegex("""(?>"(?>[^"\\]+|\\.)*"?)|-?Infinity|NaN""", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex SpecialNumber();
}
