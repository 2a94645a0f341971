using System.Globalization;

namespace PostFocus.Transforms.Frames;

/// <summary>The pixel size that an exported network works at, as its file tells it: no graph can bring frames there.</summary>
internal static class PixelSizeFact
{
    public const string Key = "postfocus.pixel_microns";

    public static (string Key, string Text)[] Of(double? microns) =>
        microns is { } size ? [(Key, size.ToString(CultureInfo.InvariantCulture))] : [];
}
