namespace PostFocus.Imaging;

/// <summary>
/// Writes a file like another one with new pixels in some of its pages, page by page; the file appears whole or not at all.
/// </summary>
/// <remarks>
/// <para>A TIFF is copied and patched: container, page structure, byte order, bit depth, compression, predictor, strips
/// or tiles, and all tags stay, also those that this library does not know; so does every other page. Lower resolutions
/// that lie beside a page (SubIFDs) are made anew by averaging, or taken out where they cannot be; smaller copies that are
/// pages of their own (NewSubfileType) stay. A PNG keeps bit
/// depth, colour type and further chunks, a BMP header, palette and order of rows. JPEG is lossy: a new frame is stored
/// grey at quality 100 with the template's metadata (JFIF, Exif, comments), and what is read back can differ by a count
/// or two. Without new pages the result is a copy, byte for byte, of whatever the file is.</para>
/// <para>A Zarr image becomes a TIFF with all of its planes as pages, in the same order, and its axes as OME-XML.</para>
/// <para>The work goes on in a temporary file beside the destination. Memory holds one page, and 16 bytes for each
/// strip or tile of the file.</para>
/// </remarks>
public sealed class FrameFileRewriter : IDisposable
{
    private readonly string _template;
    private readonly FileStream? _source; // none of a Zarr image
    private readonly WholeFile _file;
    private readonly Provenance? _provenance;
    private readonly SortedSet<int> _replaced = [];
    private IPageReplacer? _pages;
    private State _state;

    private FrameFileRewriter(string template, FileStream? source, WholeFile file, Provenance? provenance) =>
        (_template, _source, _file, _provenance) = (template, source, file, provenance);

    private enum State
    {
        Open,
        Damaged,
        Closed,
    }

    /// <summary>Starts a file.</summary>
    /// <param name="template">The file to follow; it is only read, and must not change meanwhile.</param>
    /// <param name="destination">The file to create or replace; not the template itself.</param>
    /// <param name="provenance">Noted in a file that gets new pixels; null: nothing is noted.</param>
    /// <exception cref="FrameFormatException">The template cannot be opened.</exception>
    /// <exception cref="ArgumentException">The destination is the template.</exception>
    public static FrameFileRewriter Open(string template, string destination, Provenance? provenance = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentException.ThrowIfNullOrEmpty(template);
        if (Path.GetFullPath(template) == Path.GetFullPath(destination))
            throw new ArgumentException($"{destination} is the template itself, and input is never modified.", nameof(destination));
        var source = ZarrNode.IsAt(template) ? null : FileReading.Open(template, null);
        try
        {
            return new FrameFileRewriter(template, source, new WholeFile(destination), provenance);
        }
        catch
        {
            source?.Dispose();
            throw;
        }
    }

    /// <summary>Gives a page new pixels; pages may come in any order, each at most once.</summary>
    /// <remarks>After these errors the file is as it was, and other pages can follow.</remarks>
    /// <param name="page">Zero-based page.</param>
    /// <param name="frame">A frame of the page's size and pixel type.</param>
    /// <exception cref="FrameFormatException">The template is damaged, or the page is missing or no grey frame.</exception>
    /// <exception cref="ArgumentException">
    /// The frame differs in size or pixel type from the page, or holds a count that its type cannot hold exactly; or the
    /// page was replaced before.
    /// </exception>
    public void Replace(int page, Frame frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        ArgumentNullException.ThrowIfNull(frame);
        RequireOpen();
        if (_replaced.Contains(page))
            throw new ArgumentException($"Page {page} of {_template} was replaced before.", nameof(page));
        Samples.RequireExact(frame);
        try
        {
            _pages ??= Start();
            _pages.Replace(page, frame);
        }
        catch (Exception e) when (e is not (FrameFormatException or ArgumentException))
        {
            _state = State.Damaged; // a full disk, for example: a part of the page may be written
            throw;
        }
        _replaced.Add(page);
    }

    /// <summary>Renames the file to its destination. Nothing can follow.</summary>
    /// <exception cref="FrameFormatException">The provenance does not fit any more: a classic TIFF is at its 4 GiB.</exception>
    /// <exception cref="InvalidOperationException">An earlier error left the file damaged.</exception>
    public void Commit()
    {
        RequireOpen();
        if (_replaced.Count > 0)
            _pages!.Complete(_replaced);
        _pages?.Dispose();
        if (!File.Exists(_file.TemporaryPath))
            Copy().Dispose();
        _file.Commit();
        _state = State.Closed;
    }

    /// <summary>Deletes the file unless it was committed.</summary>
    public void Dispose()
    {
        _state = State.Closed;
        _pages?.Dispose();
        _source?.Dispose();
        _file.Dispose();
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_state == State.Closed, this);
        if (_state == State.Damaged)
            throw new InvalidOperationException("An earlier error left the file damaged: dispose of the rewriter, and begin again.");
    }

    private IPageReplacer Start() => _source is null ? StartTiff() : FrameContainers.Recognise(_source, _template) switch
    {
        FrameContainer.Tiff => StartTiff(),
        FrameContainer.Png => new SinglePageReplacer("PNG", _template, frame =>
            PngWriter.WriteLike(_file.TemporaryPath, frame, PngReader.Chunks(_source, _template), _template, _provenance)),
        FrameContainer.Bmp => new SinglePageReplacer("BMP", _template, frame => Patching(copy =>
        {
            using (copy)
                BmpPatcher.Replace(copy, _template, frame);
            return true;
        })),
        _ => new SinglePageReplacer("JPEG", _template, frame =>
            JpegWriter.WriteLike(_file.TemporaryPath, frame, JpegSegments.Read(_source, _template), _template)),
    };

    private TiffPatcher StartTiff() => Patching(copy => new TiffPatcher(copy, _template, _provenance));

    /// <summary>Leaves no copy behind where it cannot be patched.</summary>
    private T Patching<T>(Func<FileStream, T> patch)
    {
        var copy = Copy();
        try
        {
            return patch(copy);
        }
        catch
        {
            copy.Dispose();
            File.Delete(_file.TemporaryPath);
            throw;
        }
    }

    /// <summary>Copies the bytes only: a copy of a read-only file must not be read-only, or it could not be patched.</summary>
    private FileStream Copy()
    {
        if (_source is null)
        {
            ZarrExport.Write(_template, _file.TemporaryPath);
            return new FileStream(_file.TemporaryPath, FileMode.Open, FileAccess.ReadWrite);
        }
        var copy = new FileStream(_file.TemporaryPath, FileMode.CreateNew, FileAccess.ReadWrite);
        try
        {
            _source.Position = 0;
            _source.CopyTo(copy);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
