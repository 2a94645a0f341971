namespace PostFocus.Imaging.Layout;

/// <summary>What the pages of a file are: a video's instants (T), focal planes (Z) and channels (C).</summary>
/// <remarks>
/// <para>Taken from the first page's ImageDescription: OME-XML (schemas 2003 to 2016); ImageJ's (channels vary fastest, then planes, then
/// time); tifffile's JSON of axes and shape. Or from what Micro-Manager notes with every page (NDTiff, and its own stacks without OME-XML),
/// or from the tags of a MetaMorph stack (times, Z distances and wavelengths of its planes), or of a volume (ImageDepth), whose planes are
/// focal planes. Where there is none of these, or where ImageJ's or tifffile's numbers do not multiply to the pages that are there, or
/// MetaMorph's planes do not make whole instants, every page is an instant, and <see cref="Note"/> says why.</para>
/// <para>Those of Zarr images are taken from their OME-Zarr metadata, or from the names of an array's dimensions. An array
/// that names none is taken as time if at most one axis before height and width is longer than 1.</para>
/// <para>OME-TIFF sets of several files, with the OME-XML in each, in one of them, or in a companion file beside them, are
/// read from any of their files: the images that have a plane in it. Where an acquisition was ended early, its last whole
/// instant is the last frame; an instant or a plane that was dropped in its middle is not there (<see cref="Has"/>).</para>
/// <para>Pages that are smaller copies or masks of others (NewSubfileType) are not planes.</para>
/// </remarks>
public sealed record StackLayout
{
    /// <param name="path">The file.</param>
    /// <param name="sizes">Lengths of the axes.</param>
    /// <param name="locations">Where the planes lie, by [t, z, c]; null for those that were not recorded.</param>
    /// <param name="source">Where the axes come from.</param>
    internal StackLayout(string path, StackSizes sizes, FrameLocation?[] locations, string source) =>
        (Path, Sizes, Locations, Source) = (path, sizes, locations, source);

    /// <summary>The file whose metadata were read, or the folder of a Zarr image.</summary>
    public string Path { get; }

    /// <summary>Zero-based number of the series (OME image); 0 but in OME-TIFF files and Zarr folders of several.</summary>
    public int Series { get; internal init; }

    /// <summary>Series in the file, at least 1.</summary>
    public int SeriesCount { get; internal init; } = 1;

    /// <summary>Instants, at least 1.</summary>
    public int Frames => Sizes.T;

    /// <summary>Focal planes an instant, at least 1.</summary>
    public int Planes => Sizes.Z;

    /// <summary>Channels, at least 1. The samples of a colour pixel lie in one page and are one channel.</summary>
    public int Channels => Sizes.C;

    /// <summary>Names of the channels by index, where OME-XML or OME-Zarr gives them; else empty.</summary>
    public IReadOnlyList<string> ChannelNames { get; internal init; } = [];

    /// <summary>
    /// Width of a pixel in µm; null where the metadata do not give it. Plain TIFF resolutions are print sizes, and not used.
    /// </summary>
    public double? PixelSizeMicrons { get; internal init; }

    /// <summary>Height of a pixel in µm, from OME-XML or OME-Zarr; null where the metadata do not give it.</summary>
    public double? PixelHeightMicrons { get; internal init; }

    /// <summary>Whether the pixel size may be a print resolution, by its unit.</summary>
    internal bool HasUnitOfPrinters { get; init; }

    /// <summary>Distance of focal planes in µm; null where the metadata do not give it.</summary>
    public double? PlaneSpacingMicrons { get; internal init; }

    /// <summary>Time from one instant to the next in s; null where the metadata do not give it.</summary>
    public double? FrameIntervalSeconds { get; internal init; }

    /// <summary>
    /// The counts that ImageJ displays black and white; null where the metadata do not give both. No count is changed by them.
    /// </summary>
    public (double Black, double White)? DisplayRange { get; internal init; }

    /// <summary>Where the axes come from, such as "OME metadata".</summary>
    public string Source { get; }

    /// <summary>
    /// Why the pages were taken as time, that an acquisition ended early or lacks planes, what becomes of pages that are not
    /// planes, that pages have another size than the metadata say; null where there is nothing to tell.
    /// </summary>
    public string? Note { get; internal init; }

    /// <summary>
    /// Existing files besides <see cref="Path"/> that the same metadata name, or lie in: without them beside it, other
    /// programs do not open the image, or not all of it. In no particular relation to the planes of this layout.
    /// </summary>
    public IReadOnlyList<string> Companions { get; internal init; } = [];

    internal StackSizes Sizes { get; private init; }

    /// <summary>Where the planes lie, by [t, z, c]; null for those that were not recorded.</summary>
    internal FrameLocation?[] Locations { get; private init; }

    /// <summary>Other files of the same set, all of whose planes belong to the images that were read with this one.</summary>
    internal IReadOnlyCollection<string> SetFiles { get; init; } = [];

    /// <summary>One line that says how the pages were taken, such as "73 pages: T=73 (ImageJ metadata), 0.65 µm/pixel, 300 s".</summary>
    public string Description => Describe(PixelSize.Of(this));

    /// <param name="pixelMicrons">The pixel size that counts; null: none.</param>
    internal string Describe(double? pixelMicrons)
    {
        var there = Locations.OfType<FrameLocation>().ToArray();
        var series = SeriesCount > 1 ? $"series {Series} of {SeriesCount}, " : "";
        var pages = there.Length == 1 ? "1 page" : $"{there.Length} pages";
        var files = there.DistinctBy(l => l.Path).Count() is > 1 and var several ? $" in {several} files" : "";
        var note = Note is null ? "" : $": {Note}";
        var interval = FrameIntervalSeconds is { } seconds ? $", {Phrasing.Short(seconds)} s" : "";
        return $"{series}{pages}{files}: {Sizes} ({Source}{note}){PixelSize.Describe(this, pixelMicrons)}{interval}";
    }

    /// <summary>Whether a plane was recorded.</summary>
    /// <param name="frame">Instant, from 0.</param>
    /// <param name="plane">Focal plane, from 0.</param>
    /// <param name="channel">Channel, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axes have no such plane.</exception>
    public bool Has(int frame, int plane = 0, int channel = 0) => Find(frame, plane, channel) is not null;

    /// <summary>Where a plane lies.</summary>
    /// <param name="frame">Instant, from 0.</param>
    /// <param name="plane">Focal plane, from 0.</param>
    /// <param name="channel">Channel, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axes have no such plane.</exception>
    /// <exception cref="FrameFormatException">It was not recorded: see <see cref="Has"/>.</exception>
    public FrameLocation Location(int frame, int plane = 0, int channel = 0) =>
        Find(frame, plane, channel)
        ?? throw new FrameFormatException(
            Path,
            null,
            $"its plane T={frame}, Z={plane}, C={channel}, counted from 0, was not recorded [{Description}]. Take another."
        );

    private FrameLocation? Find(int frame, int plane, int channel)
    {
        Check(frame, Frames, nameof(frame));
        Check(plane, Planes, nameof(plane));
        Check(channel, Channels, nameof(channel));
        return Locations[Sizes.IndexOf(frame, plane, channel)];

        static void Check(int index, int size, string name)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, name);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size, name);
        }
    }

    /// <summary>The same without the planes that were never recorded.</summary>
    /// <param name="recorded">Whether a plane was.</param>
    internal StackLayout Recorded(Func<FrameLocation, bool> recorded)
    {
        var planes = Enumerable.Range(0, Locations.Length).Where(p => recorded(Locations[p]!)).ToDictionary(p => p, p => Locations[p]!);
        if (planes.Count == Locations.Length || planes.Count == 0)
            return this;
        var left = RecordedPlanes.Layout(Path, Sizes, planes, Source);
        return (this with { Sizes = left.Sizes, Locations = left.Locations }).WithRemark(left.Note);
    }

    /// <summary>The same with the pixel size of another reading of its file; null: there is none.</summary>
    internal StackLayout WithPixelsOf(StackLayout? other) =>
        this with
        {
            PixelSizeMicrons = other?.PixelSizeMicrons,
            PixelHeightMicrons = other?.PixelHeightMicrons,
            HasUnitOfPrinters = other?.HasUnitOfPrinters ?? false,
        };

    internal StackLayout WithRemark(string? remark) =>
        remark is null ? this : this with { Note = Note is null ? remark : $"{Note}; {remark}" };
}
