using System.Text.Json.Nodes;
using PostFocus.Imaging.SampleFormats;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Files;

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
/// <para>A Zarr image is copied, and of its chunks those that hold new pixels are encoded anew; lower resolutions are made
/// anew by the method that those that are there agree with.</para>
/// <para>The work goes on in a temporary file beside the destination. Memory holds one page, and 16 bytes for each
/// strip or tile of the file.</para>
/// </remarks>
public sealed class FrameFileRewriter : IDisposable
{
    private readonly FrameSource _source;
    private readonly IFrameFormat? _format; // null: recognised when it is needed, as a copy of any file can be made
    private readonly WholeFile _file;
    private readonly Provenance? _provenance;
    private readonly SortedSet<int> _replaced = [];
    private readonly SortedDictionary<int, IReadOnlyList<(string Name, JsonValue? Value)>> _notes = [];
    private IPageReplacer? _pages;
    private State _state;

    private FrameFileRewriter(FrameSource source, IFrameFormat? format, WholeFile file, Provenance? provenance) =>
        (_source, _format, _file, _provenance) = (source, format, file, provenance);

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
    /// <param name="format">How the template is read and followed; null: it is of one of the formats of this library.</param>
    /// <exception cref="FrameFormatException">The template cannot be opened.</exception>
    /// <exception cref="ArgumentException">The destination is the template.</exception>
    public static FrameFileRewriter Open(string template, string destination, Provenance? provenance = null, IFrameFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(destination);
        ArgumentException.ThrowIfNullOrEmpty(template);
        if (Path.GetFullPath(template) == Path.GetFullPath(destination))
            throw new ArgumentException($"{destination} is the template itself, and input is never modified.", nameof(destination));
        var source = FrameFormats.Source(template, null);
        try
        {
            return new FrameFileRewriter(source, format, new WholeFile(destination), provenance);
        }
        catch
        {
            source.Dispose();
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
            throw new ArgumentException($"Page {page} of {_source.Path} was replaced before.", nameof(page));
        SampleLimits.RequireExact(frame);
        try
        {
            _pages ??= (_format ?? FrameFormats.Recognise(_source)).Rewrite(_source, _file.TemporaryPath, _provenance);
            _pages.Replace(page, frame);
        }
        catch (Exception e) when (e is not (FrameFormatException or ArgumentException))
        {
            _state = State.Damaged; // a full disk, for example: a part of the page may be written
            throw;
        }
        _replaced.Add(page);
    }

    /// <summary>
    /// Takes what is known of a page, be it replaced or not. A Zarr image that gets new pixels notes it in its attributes; the other
    /// formats have no place for it.
    /// </summary>
    /// <param name="page">Zero-based page.</param>
    /// <param name="facts">Names and values; null: not known.</param>
    public void Note(int page, IReadOnlyList<(string Name, JsonValue? Value)> facts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(page);
        ArgumentNullException.ThrowIfNull(facts);
        RequireOpen();
        _notes[page] = facts;
    }

    /// <summary>
    /// How the new pixels were written, where there is more to tell than that they were: a line each. Known after <see cref="Commit"/>.
    /// </summary>
    public IReadOnlyList<string> Remarks { get; private set; } = [];

    /// <summary>Renames the file to its destination. Nothing can follow.</summary>
    /// <exception cref="FrameFormatException">The provenance does not fit any more: a classic TIFF is at its 4 GiB.</exception>
    /// <exception cref="InvalidOperationException">An earlier error left the file damaged.</exception>
    public void Commit()
    {
        RequireOpen();
        if (_replaced.Count > 0)
        {
            foreach (var (page, facts) in _notes)
                _pages!.Note(page, facts);
            _pages!.Complete(_replaced);
            Remarks = [.. _pages.Remarks];
        }
        _pages?.Dispose();
        if (!Path.Exists(_file.TemporaryPath))
            Copy();
        _file.Commit();
        _state = State.Closed;
    }

    /// <summary>Deletes the file unless it was committed.</summary>
    public void Dispose()
    {
        _state = State.Closed;
        _pages?.Dispose();
        _source.Dispose();
        _file.Dispose();
    }

    private void RequireOpen()
    {
        ObjectDisposedException.ThrowIf(_state == State.Closed, this);
        if (_state == State.Damaged)
            throw new InvalidOperationException("An earlier error left the file damaged: dispose of the rewriter, and begin again.");
    }

    /// <summary>Of any file, whether its format is known or not.</summary>
    private void Copy()
    {
        if ((_format ?? FrameFormats.Find(_source)) is { } format)
            format.Copy(_source, _file.TemporaryPath);
        else
            _source.CopyTo(_file.TemporaryPath);
    }
}
