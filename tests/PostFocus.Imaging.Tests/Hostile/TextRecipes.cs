using System.Text;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Damage to XML, JSON, CSV and key=value text.</summary>
internal static class TextRecipes
{
    private static readonly string[] s_numbers =
    [
        "",
        "0",
        "1",
        "2",
        "-1",
        "+1",
        "01",
        "1.5",
        "1e308",
        "1e999",
        "NaN",
        "Infinity",
        "65536",
        "1048576",
        "1048577",
        "2147483647",
        "2147483648",
        "4294967296",
        "99999999999999999999",
        "٣",
    ];

    private static readonly string[] s_oddities =
    [
        "\0",
        "\uFEFF",
        "\uFFFD",
        "µ",
        "\\ud800",
        "\\u0000",
        "\"",
        "'",
        "<",
        ">",
        "&",
        "&#0;",
        "&amp;",
        "&x;",
        "]]>",
        "<!--",
        "<?x",
        "<!DOCTYPE OME [<!ENTITY x \"y\">]>",
        "=",
        ",",
        ";",
        "\n",
        "\r",
        "\r\n",
        "\t",
        "{",
        "}",
        "[",
        "]",
        ":",
        "/",
        "..",
        "\\",
        "~",
        "C:",
        "//host/share",
        "%00",
        "null",
        "true",
    ];

    public static IReadOnlyList<Recipe> All { get; } =
    [.. ByteRecipes.All, Text(ChangeNumber), Text(ChangeNumber), Text(Insert), Text(MoveToken), Text(MoveToken), Text(Nest)];

    private static Recipe Text(Func<string, Random, string> change) =>
        (bytes, random) => Encoding.Latin1.GetBytes(change(Encoding.Latin1.GetString(bytes), random));

    private static string ChangeNumber(string text, Random random)
    {
        var starts = Starts(text, char.IsAsciiDigit);
        if (starts.Count == 0)
            return text;
        var (start, end) = starts[random.Next(starts.Count)];
        return text[..start] + Latin1(s_numbers[random.Next(s_numbers.Length)]) + text[end..];
    }

    private static string Insert(string text, Random random) =>
        text.Insert(random.Next(text.Length + 1), Latin1(s_oddities[random.Next(s_oddities.Length)]));

    /// <summary>A word takes the place of another, or goes.</summary>
    private static string MoveToken(string text, Random random)
    {
        var words = Starts(text, char.IsLetterOrDigit);
        if (words.Count == 0)
            return text;
        var (start, end) = words[random.Next(words.Count)];
        var other = words[random.Next(words.Count)];
        return text[..start] + (random.Next(4) == 0 ? "" : text[other.Start..other.End]) + text[end..];
    }

    /// <summary>A piece is repeated many times: deep nesting, long lists, many attributes.</summary>
    private static string Nest(string text, Random random)
    {
        var start = random.Next(text.Length + 1);
        var piece = text[start..Math.Min(text.Length, start + random.Next(40))];
        return text[..start] + string.Concat(Enumerable.Repeat(piece, 1 << random.Next(8))) + text[start..];
    }

    private static List<(int Start, int End)> Starts(string text, Func<char, bool> belongs)
    {
        var found = new List<(int, int)>();
        for (var i = 0; i < text.Length; i++)
        {
            var start = i;
            while (i < text.Length && belongs(text[i]))
                i++;
            if (i > start)
                found.Add((start, i));
        }
        return found;
    }

    /// <summary>UTF-8 as one character a byte.</summary>
    private static string Latin1(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
