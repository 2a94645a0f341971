namespace PostFocus.Imaging.Layout;

/// <summary>What a file says of its pages, not yet interpreted. A file of another kind than TIFF says nothing.</summary>
/// <param name="Path">The file.</param>
/// <param name="Pages">Its images; a broken chain of pages counts as one more.</param>
/// <param name="Broken">Whether the chain of pages breaks off.</param>
/// <param name="Description">The first image's ImageDescription; empty if there is none.</param>
/// <param name="PixelsPerUnit">Its XResolution, in pixels per whatever unit the description names; null if there is none above 0.</param>
internal sealed record StackFile(string Path, int Pages, bool Broken, string Description, double? PixelsPerUnit)
{
    /// <summary>Planes that are named but not there; of more, nothing stands behind the claim.</summary>
    public const int MostLost = 4096;

    public const int MostDescriptionBytes = 1 << 24;

    /// <summary>
    /// Which pages the images are, where some pages are smaller copies or masks of others and no images of their own; null
    /// where all are.
    /// </summary>
    public int[]? Images { get; init; }

    /// <summary>Its YResolution, in the same way.</summary>
    public double? LinesPerUnit { get; init; }

    /// <summary>What becomes of images beside the pages.</summary>
    public IReadOnlyList<string> Beside { get; init; } = [];

    /// <summary>What Micro-Manager notes with each page, by image; null where a page has nothing of it.</summary>
    public IReadOnlyList<PageAxes?> Axes { get; init; } = [];

    /// <summary>Rows and columns by page; shorter where pages cannot be read.</summary>
    public IReadOnlyList<(long Height, long Width)> PageSizes { get; init; } = [];

    /// <summary>Whether any page has such notes, understood or not.</summary>
    public bool HasMicroManagerNotes { get; init; }

    /// <summary>What MetaMorph notes of its planes; null in other files.</summary>
    public MetaMorphNotes? MetaMorph { get; init; }

    /// <summary>How many planes the file announces behind its only directory; null where there is nothing like that.</summary>
    public ulong? Announced { get; init; }

    /// <summary>Whether these are the focal planes of one image (ImageDepth).</summary>
    public bool IsVolume { get; init; }

    /// <summary>Its images, and those that may have been lost where the chain of pages breaks off.</summary>
    public int PagesWithLost => Broken ? Pages + MostLost : Pages;

    /// <summary>Whether a page is an image.</summary>
    public bool IsImage(int page) => Images is null ? page < Pages : Array.BinarySearch(Images, page) >= 0;

    /// <summary>Pages in the order of the axes, such as "CZT", fastest first.</summary>
    public StackLayout InOrder(StackSizes sizes, string fastestFirst, string source)
    {
        var planes = new FrameLocation[sizes.Planes];
        for (var position = 0; position < planes.Length; position++)
            planes[sizes.IndexAt(fastestFirst, position)] = Page(position);
        return new StackLayout(Path, sizes, planes, source);
    }

    /// <summary>
    /// The same of a file that may have fewer pages than it announces: the instants that are whole. Null where the pages are others.
    /// </summary>
    public StackLayout? InOrderIfThere(StackSizes announced, string fastestFirst, string source)
    {
        if (announced is not { T: <= StackSizes.Most, Z: <= StackSizes.Most, C: <= StackSizes.Most })
            return null;
        if (Fits(announced.Planes))
            return InOrder(announced, fastestFirst, source);
        var instant = announced.Planes / announced.T;
        var whole = (int)(Pages / instant);
        return fastestFirst.EndsWith('T') && whole > 0 && whole < announced.T
            ? InOrder(announced with { T = whole }, fastestFirst, source) with
            {
                Note = EndedEarly(whole, announced.T),
            }
            : null;
    }

    public static string EndedEarly(int whole, long announced) => $"its acquisition ended after {whole} of {announced} instants";

    /// <summary>The default where nothing better is known: every page is an instant.</summary>
    /// <param name="note">Why nothing better is known; null: that is what the file says.</param>
    /// <param name="source">Where that comes from.</param>
    public StackLayout AsTime(string? note, string source = "taken as time") =>
        InOrder(new StackSizes(Pages, 1, 1), "T", source) with
        {
            Note = note,
        };

    /// <summary>What in the file is not a frame, and what becomes of it; null where there is nothing to tell.</summary>
    public string? Remark
    {
        get
        {
            string[] remarks =
            [
                .. Images is not null ? ["smaller copies and masks between its pages are copied as they are"] : Array.Empty<string>(),
                .. Beside,
            ];
            return remarks.Length > 0 ? string.Join("; ", remarks) : null;
        }
    }

    /// <summary>Whether the planes are as many as the pages; of a file that breaks off, planes can be missing.</summary>
    public bool Fits(long planes) => planes == Pages || (Broken && planes >= Pages && planes <= PagesWithLost);

    /// <summary>
    /// Where an image lies, by its number among the images. Where the chain of pages is broken, all later pages stand for
    /// the one that cannot be found: reading it raises the error.
    /// </summary>
    public FrameLocation Page(int image)
    {
        image = Broken ? Math.Min(image, Pages - 1) : image;
        return new(Path, Images is null ? image : Images[image]);
    }

    public FrameFormatException Refuse(string what, Exception? inner = null) => Refuse(Path, what, inner);

    public static FrameFormatException Refuse(string path, string what, Exception? inner = null) =>
        new(
            path,
            0,
            $"{what} Export the file again, or say what its pages are, for example that every page is an instant: AxisOrder = \"T\" in SequenceOptions, --axes T on the command line.",
            inner
        );
}
