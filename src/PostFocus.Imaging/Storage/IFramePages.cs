namespace PostFocus.Imaging;

/// <summary>The pages of an open file of frames.</summary>
internal interface IFramePages : IDisposable
{
    /// <exception cref="FrameFormatException">There is no such page, it is damaged, or no grey frame.</exception>
    Frame Read(int page);

    /// <summary>Pages of the file; if it breaks off, one more stands for the page that cannot be found.</summary>
    int Count(out FrameFormatException? broken);
}

/// <summary>A file that holds one frame.</summary>
/// <param name="stream">The open file; disposed of with this.</param>
/// <param name="path">What errors call it.</param>
/// <param name="format">What the format is called.</param>
/// <param name="read">Reads the frame.</param>
internal sealed class SinglePage(Stream stream, string path, string format, Func<Stream, string, Frame> read) : IFramePages
{
    public Frame Read(int page) => page == 0
        ? read(stream, path)
        : throw new FrameFormatException(path, page, $"there is no such page: a {format} file has one, page 0.");

    public int Count(out FrameFormatException? broken)
    {
        broken = null;
        return 1;
    }

    public void Dispose() => stream.Dispose();
}
