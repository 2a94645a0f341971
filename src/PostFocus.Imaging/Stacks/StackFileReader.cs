using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Stacks;

/// <summary>Reads what a file says of its pages.</summary>
internal static class StackFileReader
{
    /// <param name="path">The file.</param>
    /// <param name="withMetadata">Without: which of its pages are images, and no more.</param>
    public static StackFile Open(string path, bool withMetadata = true) =>
        FileReading.Naming(
            path,
            null,
            () =>
            {
                using var source = FrameFormats.Source(path, null);
                var pages = FrameFormats.Recognise(source).Open(source);
                return pages is IDescribedPages described
                    ? described.Describe(withMetadata)
                    : new StackFile(path, pages.Count(out var broken), broken is not null, "", null);
            }
        );
}
