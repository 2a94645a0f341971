using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>A run of planes, as a TiffData names it.</summary>
/// <param name="First">Where its first plane comes in the order of the image's axes.</param>
/// <param name="Ifd">The first page.</param>
/// <param name="Count">Planes.</param>
internal readonly record struct OmeBlock(int First, int Ifd, int Count);

/// <summary>
/// The pages of one file that an OME document names. Some writers count the smaller copies of pages that lie between
/// them, others do not: where any number is that of a copy, they are not counted.
/// </summary>
internal sealed class OmePages
{
    private readonly string _path;
    private readonly StackFile? _file;
    private readonly bool _countsImages;

    /// <param name="own">The file that is being read.</param>
    /// <param name="files">The files of its set.</param>
    /// <param name="path">The file that is named.</param>
    /// <param name="blocks">All that is named of it.</param>
    public OmePages(StackFile own, OmeFiles files, string path, IReadOnlyList<OmeBlock> blocks)
    {
        _path = path;
        // Of one page nothing needs to be known: a set can have thousands of such files.
        _file = path == own.Path || blocks.Any(b => b.Count > 1) ? files.Open(path) : null;
        _countsImages =
            _file?.Images is not null
            && !blocks.All(b => Enumerable.Range(b.Ifd, Math.Min(b.Count, _file.Images.Length + 1)).All(_file.IsImage));
    }

    public int Count => _file?.Pages ?? 1;

    /// <summary>Whether the file has so many pages, or may have lost them.</summary>
    public bool Hold(int pages) => _file is null || (_file.Images is not null && !_countsImages) || pages <= _file.PagesWithLost;

    /// <summary>A page by its number in the document; one that the file does not have is itself, and reading it will tell.</summary>
    public FrameLocation Location(int number) =>
        _file is not null && (_countsImages ? number < _file.Pages : _file.Broken) ? _file.Page(number) : new FrameLocation(_path, number);
}
