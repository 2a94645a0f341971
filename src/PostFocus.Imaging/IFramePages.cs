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
}
