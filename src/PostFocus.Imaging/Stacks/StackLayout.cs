using System.Globalization;

namespace PostFocus.Imaging;

/// <summary>What the pages of a file are: a video's instants (T), focal planes (Z) and channels (C).</summary>
/// <remarks>
/// <para>Taken from the first page's ImageDescription: OME-XML; ImageJ's (channels vary fastest, then planes, then
/// time); tifffile's JSON of axes and shape. Where there is none of these, or where ImageJ's or tifffile's numbers do
/// not multiply to the pages that are there, every page is an instant, and <see cref="Note"/> says why.</para>
/// <para>Those of Zarr images are taken from their OME-Zarr metadata, or from the names of an array's dimensions. An array
/// that names none is taken as time if at most one axis before height and width is longer than 1.</para>
/// <para>OME-TIFF sets of several files, with the OME-XML in each or in a companion file beside them, are read from any
/// of their files: the images that have a plane in it. Where an acquisition was ended early, its last whole instant is
/// the last frame.</para>
/// </remarks>
public sealed record StackLayout
{
    /// <param name="path">The file.</param>
    /// <param name="sizes">Lengths of the axes.</param>
    /// <param name="locations">Where the planes lie, by [t, z, c].</param>
    /// <param name="source">Where the axes come from.</param>
    internal StackLayout(string path, StackSizes sizes, FrameLocation[] locations, string source) =>
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

    /// <summary>Width of a pixel in µm; null where the metadata do not give it. Plain TIFF resolutions are print sizes, and not used.</summary>
    public double? PixelSizeMicrons { get; internal init; }

    /// <summary>Height of a pixel in µm, from OME-XML or OME-Zarr; null where the metadata do not give it.</summary>
    public double? PixelHeightMicrons { get; internal init; }

    /// <summary>Distance of focal planes in µm; null where the metadata do not give it.</summary>
    public double? PlaneSpacingMicrons { get; internal init; }

    /// <summary>Time from one instant to the next in s; null where the metadata do not give it.</summary>
    public double? FrameIntervalSeconds { get; internal init; }

    /// <summary>The counts that ImageJ displays black and white; null where the metadata do not give both. No count is changed by them.</summary>
    public (double Black, double White)? DisplayRange { get; internal init; }

    /// <summary>Where the axes come from, such as "OME metadata".</summary>
    public string Source { get; }

    /// <summary>Why the pages were taken as time, or that an acquisition ended early; null where there is nothing to tell.</summary>
    public string? Note { get; internal init; }

    internal StackSizes Sizes { get; }

    /// <summary>Where the planes lie, by [t, z, c].</summary>
    internal FrameLocation[] Locations { get; }

    /// <summary>Other files of the same set, all of whose planes belong to the images that were read with this one.</summary>
    internal IReadOnlyCollection<string> SetFiles { get; init; } = [];

    /// <summary>One line that says how the pages were taken, such as "73 pages: T=73 (ImageJ metadata), 0.65 µm/pixel, 300 s".</summary>
    public string Description
    {
        get
        {
            var series = SeriesCount > 1 ? $"series {Series} of {SeriesCount}, " : "";
            var pages = Locations.Length == 1 ? "1 page" : $"{Locations.Length} pages";
            var files = Locations.DistinctBy(l => l.Path).Count() is > 1 and var several ? $" in {several} files" : "";
            var note = Note is null ? "" : $": {Note}";
            var size = PixelSizeMicrons is { } microns ? $", {Short(microns)} µm/pixel" : "";
            var interval = FrameIntervalSeconds is { } seconds ? $", {Short(seconds)} s" : "";
            return $"{series}{pages}{files}: {Sizes} ({Source}{note}){size}{interval}";
        }
    }

    /// <summary>Where a plane lies.</summary>
    /// <param name="frame">Instant, from 0.</param>
    /// <param name="plane">Focal plane, from 0.</param>
    /// <param name="channel">Channel, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such plane.</exception>
    public FrameLocation Location(int frame, int plane = 0, int channel = 0)
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

    /// <summary>Reads what the pages of a file are.</summary>
    /// <param name="path">A TIFF, PNG, BMP or JPEG file, or the folder of a Zarr image or of several (bioformats2raw.layout).</param>
    /// <param name="axisOrder">What they are, instead of what the metadata say: see <see cref="SequenceOptions.AxisOrder"/>.</param>
    /// <returns>A layout a series, at least one.</returns>
    /// <exception cref="FrameFormatException">
    /// The file cannot be read; its OME-XML is damaged or does not fit its pages; or its pages lie along other axes.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="axisOrder"/> is no order of axes.</exception>
    public static IReadOnlyList<StackLayout> Read(string path, string? axisOrder = null)
    {
        if (ZarrNode.IsAt(path))
            return ZarrFolder.Layouts(path, axisOrder);
        if (axisOrder is not null)
            return [AxisOrder.Parse(axisOrder).Apply(StackFile.OpenPages(path))];
        return Read(StackFile.Open(path));
    }

    internal static IReadOnlyList<StackLayout> Read(StackFile file) =>
        OmeStack.Recognises(file.Description) ? OmeStack.Read(file)
        : ImageJStack.Recognises(file.Description) ? [ImageJStack.Read(file)]
        : ShapedStack.Recognises(file.Description) ? [ShapedStack.Read(file)]
        : [file.AsTime("no metadata name the axes")];

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);
}
