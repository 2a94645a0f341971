using System.Globalization;
using System.Xml.Linq;

namespace PostFocus.Imaging;

/// <summary>One image of an OME-XML document: its axes, and which page holds which plane.</summary>
internal sealed class OmePixels
{
    private readonly StackFile _file;
    private readonly OmeFiles _files;
    private readonly int _image;
    private readonly XElement _pixels;
    private readonly (XElement Element, string Path)[] _data;

    /// <param name="file">The file.</param>
    /// <param name="files">The files of its set.</param>
    /// <param name="image">Zero-based number of the image in the document.</param>
    /// <param name="pixels">Its element Pixels.</param>
    public OmePixels(StackFile file, OmeFiles files, int image, XElement pixels)
    {
        (_file, _files, _image, _pixels) = (file, files, image, pixels);
        _data = [.. Children("TiffData").Select(d => (d, files.Of(d)))];
        Files = _data.Length == 0 ? [file.Path] : [.. _data.Select(d => d.Path)];
    }

    /// <summary>The files that its planes lie in.</summary>
    public HashSet<string> Files { get; }

    public StackLayout Layout()
    {
        var samples = Children("Channel").Select(c => Number(c, "SamplesPerPixel", 1, 1)).DefaultIfEmpty(1).Max();
        var channels = Number(_pixels, "SizeC", null, 1);
        if (channels % samples != 0)
            throw Refuse($"claims SizeC={channels} with {samples} samples per pixel.");
        var claimed = new StackSizes(Number(_pixels, "SizeT", null, 1), Number(_pixels, "SizeZ", null, 1), channels / samples);
        if (claimed.Planes > StackSizes.Most)
            throw Refuse($"claims {claimed}: {claimed.Planes} planes, more than the {StackSizes.Most} supported.");
        var planes = _data.Length == 0 ? InOrder(claimed) : Named(claimed);
        var sizes = claimed with { T = WholeInstants(planes, claimed) };
        return new StackLayout(_file.Path, sizes, [.. Enumerable.Range(0, (int)sizes.Planes).Select(p => planes[p])], "OME metadata")
        {
            Note = sizes.T < claimed.T ? $"its acquisition ended after {sizes.T} of {claimed.T} instants" : null,
            ChannelNames = [.. Children("Channel").Select(c => (string?)c.Attribute("Name") ?? "")],
            PixelSizeMicrons = Length("PhysicalSizeX"),
            PixelHeightMicrons = Length("PhysicalSizeY"),
            PlaneSpacingMicrons = Length("PhysicalSizeZ"),
            FrameIntervalSeconds = PhysicalUnits.Positive(Text("TimeIncrement")) is { } time ? PhysicalUnits.Seconds(time, Text("TimeIncrementUnit") ?? "s") : null,
        };
    }

    /// <summary>Locations by plane, page after page, where the document does not say more. It may claim more planes than there are.</summary>
    private Dictionary<int, FrameLocation> InOrder(StackSizes sizes)
    {
        if (_file.Pages > sizes.Planes)
            throw Refuse($"claims {sizes}: {sizes.Planes} planes, but the file has {_file.Pages} pages.");
        var order = Order();
        var pages = _file.Broken ? Math.Min((int)sizes.Planes, _file.Pages + StackFile.MostLost) : _file.Pages;
        return Enumerable.Range(0, pages).ToDictionary(page => sizes.IndexAt(order, page), _file.Page);
    }

    /// <summary>Locations by plane, as the document names them.</summary>
    private Dictionary<int, FrameLocation> Named(StackSizes sizes)
    {
        var order = Order();
        var planes = new Dictionary<int, FrameLocation>();
        var used = new HashSet<FrameLocation>();
        var lost = 0;
        foreach (var (data, path) in _data)
        {
            var own = path == _file.Path;
            var first = (int)sizes.Position(order, First(data, "FirstT", sizes.T), First(data, "FirstZ", sizes.Z), First(data, "FirstC", sizes.C));
            var most = (int)sizes.Planes - first;
            var ifd = Number(data, "IFD", 0, 0);
            // By the OME-TIFF specification: without IFD and PlaneCount all pages, with IFD one.
            var count = Number(data, "PlaneCount", data.Attribute("IFD") is null ? Math.Min(most, PagesOf(path)) : 1, 0);
            if (count > most)
                throw Refuse($"has a TiffData of {count} planes that runs beyond its last plane.");
            if (own ? ifd + count > PagesOf(path) : count > 1 && ifd + count > PagesOf(path) && (lost += count) > StackFile.MostLost)
                throw Refuse($"names page {ifd + count - 1}, but {(own ? "the file" : $"'{Path.GetFileName(path)}'")} has {PagesOf(path)}, counted from 0.");
            for (var i = 0; i < count; i++)
            {
                var location = own ? _file.Page(ifd + i) : new FrameLocation(path, ifd + i);
                if (!used.Add(new FrameLocation(path, ifd + i)))
                    throw Refuse($"names page {ifd + i} for two planes.");
                if (!planes.TryAdd(sizes.IndexAt(order, first + i), location))
                    throw Refuse($"names pages {planes[sizes.IndexAt(order, first + i)].Page} and {ifd + i} for the same plane.");
            }
        }
        return planes;
    }

    private int PagesOf(string path) => path == _file.Path && _file.Broken ? _file.Pages + StackFile.MostLost : _files.PagesOf(path);

    /// <summary>Instants up to the first that lacks a plane. That is the end of an acquisition, or else a hole.</summary>
    private int WholeInstants(Dictionary<int, FrameLocation> planes, StackSizes sizes)
    {
        if (planes.Count == sizes.Planes)
            return sizes.T;
        var missing = Enumerable.Range(0, planes.Count + 1).First(p => !planes.ContainsKey(p));
        var whole = missing / (sizes.Z * sizes.C);
        if (whole == 0 || planes.Keys.Max() >= (whole + 1) * sizes.Z * sizes.C)
            throw Refuse($"claims {sizes}, but names no page for plane T={whole}, Z={missing / sizes.C % sizes.Z}, C={missing % sizes.C}, counted from 0.");
        return whole;
    }

    /// <summary>The axes of planes, fastest first, such as "CZT".</summary>
    private string Order()
    {
        var order = Text("DimensionOrder") ?? "";
        return order.Length == 5 && order.StartsWith("XY", StringComparison.Ordinal) && "TZC".All(a => order.Contains(a, StringComparison.Ordinal))
            ? order[2..]
            : throw Refuse($"has the DimensionOrder '{Shortened(order)}', which is none.");
    }

    private IEnumerable<XElement> Children(string name) => _pixels.Elements().Where(e => e.Name.LocalName == name);

    private string? Text(string attribute) => (string?)_pixels.Attribute(attribute);

    private double? Length(string attribute) =>
        PhysicalUnits.Positive(Text(attribute)) is { } length ? PhysicalUnits.Microns(length, Text(attribute + "Unit") ?? "µm") : null;

    private int First(XElement data, string attribute, int size) => Number(data, attribute, 0, 0) is var first && first < size
        ? first
        : throw Refuse($"has a TiffData with {attribute}={first}, where the axis has {size}.");

    private int Number(XElement element, string attribute, int? absent, int least)
    {
        if (element.Attribute(attribute) is not { } found)
            return absent ?? throw Refuse($"has no {attribute}.");
        return int.TryParse(found.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= StackSizes.Most
            ? value
            : throw Refuse($"has {attribute}='{Shortened(found.Value)}', no whole number from {least} to {StackSizes.Most}.");
    }

    private static string Shortened(string text) => text.Length > 40 ? text[..40] + "…" : text;

    private FrameFormatException Refuse(string what) => _file.Refuse($"image {_image} of its OME-XML {what}");
}
