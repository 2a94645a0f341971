using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Files;

/// <summary>Reads frame after frame. The file of the last one stays open: page after page of a stack is read in one go.</summary>
/// <remarks>Use one reader per thread. It holds one frame's file at a time, and none of its pixels.</remarks>
public sealed class FrameReader : IDisposable
{
    private FrameLocation? _last;
    private FrameSource? _source;
    private IFramePages? _pages;

    /// <summary>Reads a frame.</summary>
    /// <param name="location">Where it lies.</param>
    /// <exception cref="FrameFormatException">The file or page is missing, damaged, or no grey frame.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The page is negative.</exception>
    public Frame Read(FrameLocation location)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentOutOfRangeException.ThrowIfNegative(location.Page);
        return FileReading.Naming(location.Path, location.Page, () => Open(location).Read(location.Page));
    }

    /// <summary>Looks whether a frame's file can be given new pixels in its place, without writing.</summary>
    /// <param name="location">Where it lies.</param>
    /// <param name="frame">The new pixels, of the size and pixel type that are there.</param>
    /// <exception cref="FrameFormatException">
    /// It cannot, as <see cref="FrameFileRewriter.Replace"/> would say; or the file or page is missing or damaged.
    /// </exception>
    /// <exception cref="ArgumentException">The frame's size or pixel type is another.</exception>
    public void RequireWritable(FrameLocation location, Frame frame)
    {
        ArgumentNullException.ThrowIfNull(location);
        ArgumentNullException.ThrowIfNull(frame);
        FileReading.Naming(
            location.Path,
            location.Page,
            () =>
            {
                Open(location).RequireWritable(location.Page, frame);
                return frame;
            }
        );
    }

    /// <summary>Reads frames, each when it is asked for.</summary>
    /// <param name="locations">Where they lie.</param>
    public static IEnumerable<Frame> ReadAll(IEnumerable<FrameLocation> locations)
    {
        ArgumentNullException.ThrowIfNull(locations);
        return Each();

        IEnumerable<Frame> Each()
        {
            using var reader = new FrameReader();
            foreach (var location in locations)
                yield return reader.Read(location);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        _source?.Dispose();
        (_last, _source, _pages) = (null, null, null);
    }

    private IFramePages Open(FrameLocation location)
    {
        if (_pages is not null && (_last!.Path, _last.Format) == (location.Path, location.Format))
            return _pages;
        Dispose();
        _source = FrameFormats.Source(location.Path, location.Page);
        _pages = (location.Format ?? FrameFormats.Recognise(_source)).Open(_source);
        _last = location;
        return _pages;
    }
}
