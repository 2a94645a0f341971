namespace PostFocus.Imaging;

/// <summary>Reads what a file says of its pages.</summary>
internal static class StackFileReader
{
    public static StackFile Open(string path) => Read(path, withMetadata: true);

    /// <summary>Without what the file says: its metadata are not even read.</summary>
    public static StackFile OpenPages(string path) => Read(path, withMetadata: false);

    private static StackFile Read(string path, bool withMetadata) => FileReading.Naming(path, null, () =>
    {
        using var source = FrameFormats.Source(path, null);
        var pages = FrameFormats.Recognise(source).Open(source);
        return pages is IDescribedPages described
            ? described.Describe(withMetadata)
            : new StackFile(path, pages.Count(out var broken), broken is not null, "", null);
    });
}
