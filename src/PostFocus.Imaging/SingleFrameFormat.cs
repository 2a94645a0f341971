namespace PostFocus.Imaging;

/// <summary>A format of files that hold one frame.</summary>
public abstract class SingleFrameFormat : IFrameFormat
{
    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract IReadOnlyList<string> Extensions { get; }

    /// <inheritdoc/>
    public abstract bool Recognises(FrameSource source);

    /// <inheritdoc/>
    public IFramePages Open(FrameSource source) => new Page(this, source);

    /// <inheritdoc/>
    public IPageReplacer Rewrite(FrameSource original, string destination, Provenance? provenance) =>
        new Replacer(this, original, destination, provenance);

    /// <summary>Reads the frame.</summary>
    /// <param name="source">The open file.</param>
    /// <exception cref="FrameFormatException">It is damaged, or no grey frame.</exception>
    public abstract Frame Read(FrameSource source);

    /// <summary>Writes a file like another one with new pixels.</summary>
    /// <param name="original">The file to follow; it is only read.</param>
    /// <param name="destination">The file to create; none is left where this fails.</param>
    /// <param name="frame">Counts that its pixel type can hold exactly.</param>
    /// <param name="provenance">To be noted in the file; null: nothing.</param>
    /// <exception cref="FrameFormatException">The original is damaged, or cannot take these pixels.</exception>
    /// <exception cref="ArgumentException">The frame's size or pixel type is not the original's.</exception>
    public abstract void Write(FrameSource original, string destination, Frame frame, Provenance? provenance);

    /// <summary>
    /// Looks whether a file can be followed with new pixels, without writing. By default every one can.
    /// </summary>
    /// <param name="original">The file to follow; it is only read.</param>
    /// <param name="frame">Counts that its pixel type can hold exactly.</param>
    /// <exception cref="FrameFormatException">It cannot, as <see cref="Write"/> would say.</exception>
    public virtual void RequireWritable(FrameSource original, Frame frame)
    {
        // What stores counts of its pixel type can store others.
    }

    private void RequireFirst(FrameSource source, int page)
    {
        if (page != 0)
            throw new FrameFormatException(source.Path, page, $"there is no such page: a {Name} file has one, page 0.");
    }

    private sealed class Page(SingleFrameFormat format, FrameSource source) : IFramePages
    {
        public Frame Read(int page)
        {
            format.RequireFirst(source, page);
            return format.Read(source);
        }

        public int Count(out FrameFormatException? broken)
        {
            broken = null;
            return 1;
        }

        public void RequireWritable(int page, Frame frame)
        {
            format.RequireFirst(source, page);
            format.RequireWritable(source, frame);
        }
    }

    private sealed class Replacer(SingleFrameFormat format, FrameSource original, string destination, Provenance? provenance)
        : IPageReplacer
    {
        public void Replace(int page, Frame frame)
        {
            format.RequireFirst(original, page);
            format.Write(original, destination, frame, provenance);
        }

        public void Complete(IEnumerable<int> replaced)
        {
            // The frame was all there is.
        }

        public void Dispose()
        {
            // The file was closed with its frame.
        }
    }
}
