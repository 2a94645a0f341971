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
        var planes = new FrameLocation?[claimed.Planes];
        if (_data.Length == 0)
            FillInOrder(planes, claimed);
        else
            Fill(planes, claimed);
        var sizes = claimed with { T = WholeInstants(planes, claimed) };
        return new StackLayout(_file.Path, sizes, [.. planes.Take((int)sizes.Planes).Select(p => p!)], "OME metadata")
        {
            Note = sizes.T < claimed.T ? $"its acquisition ended after {sizes.T} of {claimed.T} instants" : null,
            ChannelNames = [.. Children("Channel").Select(c => (string?)c.Attribute("Name") ?? "")],
            PixelSizeMicrons = Length("PhysicalSizeX"),
            PixelHeightMicrons = Length("PhysicalSizeY"),
            PlaneSpacingMicrons = Length("PhysicalSizeZ"),
            FrameIntervalSeconds = PhysicalUnits.Positive(Text("TimeIncrement")) is { } time ? PhysicalUnits.Seconds(time, Text("TimeIncrementUnit") ?? "s") : null,
        };
    }

    /// <summary>Page after page, where the document does not say more.</summary>
    private void FillInOrder(FrameLocation?[] planes, StackSizes sizes)
    {
        if (_file.Pages > planes.Length)
            throw Refuse($"claims {sizes}: {sizes.Planes} planes, but the file has {_file.Pages} pages.");
        var order = Order();
        var pages = _file.Broken ? planes.Length : _file.Pages;
        for (var page = 0; page < pages; page++)
            planes[sizes.IndexAt(order, page)] = _file.Page(page);
    }

    private void Fill(FrameLocation?[] planes, StackSizes sizes)
    {
        var order = Order();
        var used = new HashSet<FrameLocation>();
        foreach (var (data, path) in _data)
        {
            var own = path == _file.Path;
            var first = (int)sizes.Position(order, First(data, "FirstT", sizes.T), First(data, "FirstZ", sizes.Z), First(data, "FirstC", sizes.C));
            var ifd = Number(data, "IFD", 0, 0);
            // By the OME-TIFF specification: without IFD and PlaneCount all pages, with IFD one.
            var count = Number(data, "PlaneCount", data.Attribute("IFD") is null ? All() : 1, 0);
            if (count > planes.Length - first)
                throw Refuse($"has a TiffData of {count} planes that runs beyond its last plane.");
            for (var i = 0; i < count; i++)
            {
                var page = ifd + i;
                if (own && page >= _file.Pages && !_file.Broken)
                    throw Refuse($"names page {page}, but the file has {_file.Pages}, counted from 0.");
                if (!used.Add(new FrameLocation(path, page)))
                    throw Refuse($"names page {page} for two planes.");
                ref var plane = ref planes[sizes.IndexAt(order, first + i)];
                if (plane is not null)
                    throw Refuse($"names pages {plane.Page} and {page} for the same plane.");
                plane = own ? _file.Page(page) : new FrameLocation(path, page);
            }

            int All() => Math.Min(planes.Length - first, own && _file.Broken ? StackSizes.Most : _files.PagesOf(path));
        }
    }

    /// <summary>Instants up to the first that lacks a plane. That is the end of an acquisition, or else a hole.</summary>
    private int WholeInstants(FrameLocation?[] planes, StackSizes sizes)
    {
        var missing = Array.IndexOf(planes, null);
        if (missing < 0)
            return sizes.T;
        var whole = missing / (sizes.Z * sizes.C);
        if (whole == 0 || planes.Skip((whole + 1) * sizes.Z * sizes.C).Any(p => p is not null))
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
