using System.Globalization;
using System.Xml.Linq;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>One image of an OME-XML document: its axes, and which page holds which plane.</summary>
internal sealed class OmePixels
{
    private readonly StackFile _file;
    private readonly OmeFiles _files;
    private readonly int _number;
    private readonly XElement _image,
        _pixels;
    private readonly (XElement Element, string Path)[] _data;

    /// <param name="file">The file.</param>
    /// <param name="files">The files of its set.</param>
    /// <param name="number">Zero-based number of the image in the document.</param>
    /// <param name="image">Its element Image.</param>
    /// <param name="pixels">Its element Pixels.</param>
    public OmePixels(StackFile file, OmeFiles files, int number, XElement image, XElement pixels)
    {
        (_file, _files, _number, _image, _pixels) = (file, files, number, image, pixels);
        _data = [.. pixels.Named("TiffData").Select(d => (d, files.Of(d)))];
        Files = _data.Length == 0 ? [files.Home] : [.. _data.Select(d => d.Path)];
    }

    /// <summary>The files that its planes lie in.</summary>
    public HashSet<string> Files { get; }

    /// <summary>Where the planes lie that it names, also those of an instant that was not finished; known with the layout.</summary>
    public IReadOnlyCollection<FrameLocation> Located { get; private set; } = [];

    public StackLayout Layout()
    {
        XElement[] named = [.. _pixels.Named("Channel"), .. _image.Named("LogicalChannel", "ChannelInfo")];
        var samples = named.Select(c => Number(c, 1, 1, "SamplesPerPixel")).DefaultIfEmpty(1).Max();
        var channels = Number(_pixels, null, 1, "SizeC");
        if (channels % samples != 0)
            throw Refuse($"claims SizeC={channels} with {samples} samples per pixel.");
        var instants = Instants();
        var claimed = new StackSizes(Math.Min(instants, StackSizes.Most), Number(_pixels, null, 1, "SizeZ"), channels / samples);
        var instant = claimed.Planes / claimed.T;
        if (instant > StackSizes.Most)
            throw Refuse($"claims {claimed}: {instant} planes an instant, more than the {StackSizes.Most} supported.");
        claimed = claimed with { T = (int)Math.Min(claimed.T, StackSizes.Most / instant) };
        var planes = _data.Length == 0 ? InOrder(claimed) : Named(claimed);
        if (planes.Count == 0)
            throw Refuse($"claims {claimed}, but names no page.");
        Located = planes.Values;
        var layout = RecordedPlanes.Layout(_file.Path, claimed with { T = instants }, planes, "OME metadata");
        return layout.WithRemark(OtherSize(planes.Values)).WithRemark(OtherThanTime()) with
        {
            ChannelNames = [.. named.Select(c => c.Value("Name") ?? "")],
            PixelSizeMicrons = Length("PhysicalSizeX", "PixelSizeX"),
            PixelHeightMicrons = Length("PhysicalSizeY", "PixelSizeY"),
            PlaneSpacingMicrons = Length("PhysicalSizeZ", "PixelSizeZ"),
            FrameIntervalSeconds = PhysicalUnits.Positive(Text("TimeIncrement")) is { } time
                ? PhysicalUnits.Seconds(time, Text("TimeIncrementUnit") ?? "s")
                : null,
        };
    }

    /// <summary>What else the axis of time holds; null where nothing is said of it.</summary>
    private string? OtherThanTime() =>
        _image.AncestorsAndSelf().Last().Descendants().FirstOrDefault(e => e.Name.LocalName == "ModuloAlongT") is { } modulo
            ? $"its OME-XML says that T holds more than time ({modulo.Value("Type") ?? "of a kind that is not named"}, ModuloAlongT): all of its pages are taken for instants"
            : null;

    /// <summary>Where a page has another size than the image is said to have; null where none has.</summary>
    private string? OtherSize(IEnumerable<FrameLocation> planes)
    {
        if (!int.TryParse(Text("SizeY"), out var height) || !int.TryParse(Text("SizeX"), out var width))
            return null;
        foreach (var page in planes.Where(p => p.Path == _file.Path && p.Page < _file.PageSizes.Count).Select(p => p.Page).Order())
        {
            if (_file.PageSizes[page] is var size && size != (height, width))
                return $"its OME-XML says {height} × {width} pixels (height × width), page {page} has {size.Height} × {size.Width}: its own size is taken";
        }
        return null;
    }

    /// <summary>
    /// Locations by plane, page after page, where the document does not say more. It may claim more planes than there are.
    /// </summary>
    private Dictionary<int, FrameLocation> InOrder(StackSizes sizes)
    {
        var file = _files.Open(_files.Home);
        if (file.Pages > sizes.Planes)
            throw Refuse($"claims {sizes}: {sizes.Planes} planes, but the file has {file.Pages} pages.");
        var order = Order();
        var pages = Math.Min((int)sizes.Planes, file.PagesWithLost);
        var planes = Enumerable.Range(0, pages).ToDictionary(page => sizes.IndexAt(order, page), file.Page);
        var instant = sizes.Z * sizes.C;
        if (pages < sizes.Planes && planes.Keys.CountBy(p => p / instant).All(t => t.Value < instant))
        {
            var missing = Enumerable.Range(0, pages + 1).First(p => !planes.ContainsKey(p));
            throw Refuse(
                $"claims {sizes}, but there is no page for plane T={missing / instant}, Z={missing / sizes.C % sizes.Z}, C={missing % sizes.C}, counted from 0."
            );
        }
        return planes;
    }

    /// <summary>Locations by plane, as the document names them.</summary>
    private Dictionary<int, FrameLocation> Named(StackSizes sizes)
    {
        var order = Order();
        var planes = new Dictionary<int, FrameLocation>();
        var used = new HashSet<FrameLocation>();
        var lost = 0;
        foreach (var blocks in _data.GroupBy(d => d.Path, d => Block(d.Element, d.Path, sizes, order)))
        {
            var pages = new OmePages(_file, _files, blocks.Key, [.. blocks]);
            foreach (var (first, ifd, count) in blocks)
            {
                if (!pages.Hold(ifd + count) && (blocks.Key == _file.Path || (lost += count) > StackFile.MostLost))
                    throw Refuse(
                        $"names page {ifd + count - 1}, but {(blocks.Key == _file.Path ? "the file" : $"'{Path.GetFileName(blocks.Key)}'")} has {pages.Count}, counted from 0."
                    );
                for (var i = 0; i < count; i++)
                {
                    if (!used.Add(new FrameLocation(blocks.Key, ifd + i)))
                        throw Refuse($"names page {ifd + i} for two planes.");
                    if (!planes.TryAdd(sizes.IndexAt(order, first + i), pages.Location(ifd + i)))
                        throw Refuse($"names pages {planes[sizes.IndexAt(order, first + i)].Page} and {ifd + i} for the same plane.");
                }
            }
        }
        return planes;
    }

    /// <summary>A run of planes: by the OME-TIFF specification without IFD and PlaneCount all pages of the file, with IFD one.</summary>
    private OmeBlock Block(XElement data, string path, StackSizes sizes, string order)
    {
        var first = (int)
            sizes.Position(order, First(data, "FirstT", sizes.T), First(data, "FirstZ", sizes.Z), First(data, "FirstC", sizes.C));
        var most = (int)sizes.Planes - first;
        var count = Number(
            data,
            data.Value("IFD") is null ? Math.Min(most, _files.Open(path).PagesWithLost) : 1,
            0,
            "PlaneCount",
            "NumPlanes"
        );
        return count <= most
            ? new OmeBlock(first, Number(data, 0, 0, "IFD"), count)
            : throw Refuse($"has a TiffData of {count} planes that runs beyond its last plane.");
    }

    /// <summary>The axes of planes, fastest first, such as "CZT".</summary>
    private string Order()
    {
        var order = Text("DimensionOrder") ?? "";
        return
            order.Length == 5
            && order.StartsWith("XY", StringComparison.Ordinal)
            && "TZC".All(a => order.Contains(a, StringComparison.Ordinal))
            ? order[2..]
            : throw Refuse($"has the DimensionOrder '{Shortened(order)}', which is none.");
    }

    private string? Text(string attribute, string? before = null) => _pixels.Value(attribute) ?? _image.Value(before ?? attribute);

    /// <summary>The earliest schema has the sizes with the image, and all in µm.</summary>
    private double? Length(string attribute, string before) =>
        PhysicalUnits.Positive(Text(attribute, before)) is { } length
            ? PhysicalUnits.Microns(length, Text(attribute + "Unit") ?? "µm")
            : null;

    private int First(XElement data, string attribute, int size) =>
        Number(data, 0, 0, attribute) is var first && first < size
            ? first
            : throw Refuse($"has a TiffData with {attribute}={first}, where the axis has {size}.");

    /// <summary>How many were to be recorded: more than files can hold, where an acquisition was to go on until it is stopped.</summary>
    private int Instants() =>
        long.TryParse(_pixels.Value("SizeT"), NumberStyles.None, CultureInfo.InvariantCulture, out var instants)
        && instants is > StackSizes.Most and <= int.MaxValue
            ? (int)instants
            : Number(_pixels, null, 1, "SizeT");

    private int Number(XElement element, int? absent, int least, params string[] names)
    {
        if (element.Value(names) is not { } found)
            return absent ?? throw Refuse($"has no {names[0]}.");
        return
            int.TryParse(found, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= StackSizes.Most
            ? value
            : throw Refuse($"has {names[0]}='{Shortened(found)}', no whole number from {least} to {StackSizes.Most}.");
    }

    private static string Shortened(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private FrameFormatException Refuse(string what) => _file.Refuse($"image {_number} of its OME-XML {what}");
}
