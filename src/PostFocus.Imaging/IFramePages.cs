namespace PostFocus.Imaging;

/// <summary>The pages of an open file of frames.</summary>
public interface IFramePages
{
    /// <summary>Reads a frame.</summary>
    /// <param name="page">Zero-based page.</param>
    /// <exception cref="FrameFormatException">There is no such page, it is damaged, or it is not a grey frame.</exception>
    Frame Read(int page);

    /// <summary>Pages of the file; if it breaks off, one more stands for the page that cannot be found.</summary>
    /// <param name="broken">Why it breaks off; null where it is whole.</param>
    int Count(out FrameFormatException? broken);

    /// <summary>
    /// Looks whether a page can be given new pixels, without writing: the file may store it in a way that has no place for them. By default
    /// every page can.
    /// </summary>
    /// <param name="page">Zero-based page.</param>
    /// <param name="frame">Counts that its pixel type can hold exactly.</param>
    /// <exception cref="FrameFormatException">It cannot, as <see cref="IPageReplacer.Replace"/> would say.</exception>
    void RequireWritable(int page, Frame frame) { }
}
