namespace PostFocus.Imaging.SampleFormats;

/// <summary>A frame has one intensity a pixel: what is said of files that have more.</summary>
internal static class GreyOnly
{
    public const string ChannelsDiffer =
        "its red, green and blue channels differ, so a pixel does not have one intensity. Export one grey channel (in ImageJ: Image > Color > Split Channels).";

    public static FrameFormatException Coloured(string path) => new(path, 0, ChannelsDiffer);

    public static FrameFormatException Transparent(string path) =>
        new(path, 0, "it has transparent pixels, whose intensity is undefined. Export it without an alpha channel.");
}
