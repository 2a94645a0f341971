namespace PostFocus.Imaging;

/// <summary>Puts new pixels into the pages of a copy of a file of one kind.</summary>
internal interface IPageReplacer : IDisposable
{
    /// <summary>
    /// Replaces a page, which was not replaced before. A <see cref="FrameFormatException"/> or an
    /// <see cref="ArgumentException"/> leaves the copy as it was.
    /// </summary>
    void Replace(int page, Frame frame);

    /// <summary>Ends the work.</summary>
    /// <param name="replaced">The replaced pages, ascending; at least one.</param>
    void Complete(IEnumerable<int> replaced);
}

/// <summary>A file of one page, which is written anew as a whole.</summary>
/// <param name="kind">What the kind of file is called.</param>
/// <param name="path">The file that is followed: named in errors.</param>
/// <param name="write">Writes the frame.</param>
internal sealed class SinglePageReplacer(string kind, string path, Action<Frame> write) : IPageReplacer
{
    public void Replace(int page, Frame frame)
    {
        if (page != 0)
            throw new FrameFormatException(path, page, $"there is no such page: a {kind} file has one, page 0.");
        write(frame);
    }

    public void Complete(IEnumerable<int> replaced)
    {
    }

    public void Dispose()
    {
    }
}
