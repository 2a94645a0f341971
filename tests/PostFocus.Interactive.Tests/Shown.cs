using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Formatting;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Interactive.Tests;

/// <summary>What a notebook shows of a value.</summary>
internal static partial class Shown
{
    static Shown() => Formatters.Register();

    /// <summary>In the way that is preferred for it.</summary>
    public static string Of(object value)
    {
        var mimeType = Formatter.GetPreferredMimeTypesFor(value.GetType()).First();
        return As(mimeType, value);
    }

    public static string Html(object value) => As("text/html", value);

    /// <summary>Asked of the formatters here, which knows that they are registered.</summary>
    public static string As(string mimeType, object value) => value.ToDisplayString(mimeType);

    /// <summary>The frame in a PNG.</summary>
    public static Frame Png(string base64)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["p.png"], Convert.FromBase64String(base64));
        return FrameFile.Read(folder["p.png"]);
    }

    /// <summary>All pictures in HTML.</summary>
    public static Frame[] Pictures(string html) => [.. DataUri().Matches(html).Select(match => Png(match.Groups[1].Value))];

    [GeneratedRegex("src=\"data:image/png;base64,([^\"]+)\"")]
    private static partial Regex DataUri();
}
