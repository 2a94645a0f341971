namespace PostFocus.Imaging;

/// <summary>Writes a file like another one, page by page.</summary>
public interface IPageReplacer : IDisposable
{
    /// <summary>
    /// Replaces a page, which was not replaced before. A <see cref="FrameFormatException"/> or an
    /// <see cref="ArgumentException"/> leaves the file as it was.
    /// </summary>
    /// <param name="page">Zero-based page.</param>
    /// <param name="frame">Counts that its pixel type can hold exactly.</param>
    void Replace(int page, Frame frame);

    /// <summary>Ends the work: the file is whole when this has been disposed of.</summary>
    /// <param name="replaced">The replaced pages, ascending; at least one.</param>
    void Complete(IEnumerable<int> replaced);
}
