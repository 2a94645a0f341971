using System.Globalization;
using System.Xml.Linq;

namespace PostFocus.Imaging;

/// <summary>One image of an OME-XML document: its axes, and which page holds which plane.</summary>
internal sealed class OmePixels
{
    private readonly StackFile _file;
    private readonly int _image;
    private readonly XElement _pixels;
    private readonly XElement[] _data, _own;

    /// <param name="file">The file.</param>
    /// <param name="image">Zero-based number of the image in the document.</param>
    /// <param name="pixels">Its element Pixels.</param>
    /// <param name="uuid">The file's own UUID, if it has one.</param>
    public OmePixels(StackFile file, int image, XElement pixels, string? uuid)
    {
        (_file, _image, _pixels) = (file, image, pixels);
        _data = [.. Children("TiffData")];
        _own = [.. _data.Where(d => IsOwn(d, uuid))];
    }

    /// <summary>Whether any of its planes lies in this file.</summary>
    public bool IsInFile => _data.Length == 0 || _own.Length > 0;

    public StackLayout Layout()
    {
        if (_own.Length < _data.Length)
            throw Refuse($"has planes in other files too, such as '{OtherFile()}'. Join the files into one.");
        var samples = Children("Channel").Select(c => Number(c, "SamplesPerPixel", 1, 1)).DefaultIfEmpty(1).Max();
        var channels = Number(_pixels, "SizeC", null, 1);
        if (channels % samples != 0)
            throw Refuse($"claims SizeC={channels} with {samples} samples per pixel.");
        var sizes = new StackSizes(Number(_pixels, "SizeT", null, 1), Number(_pixels, "SizeZ", null, 1), channels / samples);
        if (sizes.Planes > (_file.Broken ? StackSizes.Most : _file.Pages))
            throw Refuse($"claims {sizes}: {sizes.Planes} planes, but the file has {_file.Pages} pages.");
        return new StackLayout(_file.Path, sizes, Pages(sizes, Order()), "OME metadata")
        {
            ChannelNames = [.. Children("Channel").Select(c => (string?)c.Attribute("Name") ?? "")],
            PixelSizeMicrons = Length("PhysicalSizeX"),
            PixelHeightMicrons = Length("PhysicalSizeY"),
            PlaneSpacingMicrons = Length("PhysicalSizeZ"),
            FrameIntervalSeconds = PhysicalUnits.Positive(Text("TimeIncrement")) is { } time ? PhysicalUnits.Seconds(time, Text("TimeIncrementUnit") ?? "s") : null,
        };
    }

    /// <summary>Pages by [t, z, c].</summary>
    private int[] Pages(StackSizes sizes, string order)
    {
        if (_data.Length == 0)
        {
            return _file.Fits(sizes.Planes)
                ? _file.InOrder(sizes, order, "").Pages
                : throw Refuse($"claims {sizes}: {sizes.Planes} planes, but the file has {_file.Pages} pages.");
        }

        var pages = new int[sizes.Planes];
        Array.Fill(pages, -1);
        var used = new HashSet<int>();
        foreach (var data in _data)
        {
            var first = sizes.Position(order, First(data, "FirstT", sizes.T), First(data, "FirstZ", sizes.Z), First(data, "FirstC", sizes.C));
            var ifd = Number(data, "IFD", 0, 0);
            // By the OME-TIFF specification: without IFD and PlaneCount all pages, with IFD one.
            var all = (int)Math.Min(sizes.Planes - first, _file.Broken ? StackSizes.Most : _file.Pages);
            var count = Number(data, "PlaneCount", data.Attribute("IFD") is null ? all : 1, 0);
            if (count > sizes.Planes - first)
                throw Refuse($"has a TiffData of {count} planes that runs beyond its last plane.");
            for (var i = 0; i < count; i++)
            {
                var page = ifd + i;
                if (page >= _file.Pages && !_file.Broken)
                    throw Refuse($"names page {page}, but the file has {_file.Pages}, counted from 0.");
                if (!used.Add(page))
                    throw Refuse($"names page {page} for two planes.");
                ref var plane = ref pages[sizes.IndexAt(order, (int)first + i)];
                plane = plane < 0 ? _file.PageAt(page) : throw Refuse($"names pages {plane} and {page} for the same plane.");
            }
        }
        if (Array.IndexOf(pages, -1) is >= 0 and var missing)
            throw Refuse($"claims {sizes}, but names no page for plane T={missing / (sizes.Z * sizes.C)}, Z={missing / sizes.C % sizes.Z}, C={missing % sizes.C}, counted from 0.");
        return pages;
    }

    /// <summary>The axes of planes, fastest first, such as "CZT".</summary>
    private string Order()
    {
        var order = Text("DimensionOrder") ?? "";
        return order.Length == 5 && order.StartsWith("XY", StringComparison.Ordinal) && "TZC".All(a => order.Contains(a, StringComparison.Ordinal))
            ? order[2..]
            : throw Refuse($"has the DimensionOrder '{Shortened(order)}', which is none.");
    }

    /// <summary>A file that was renamed still has its UUID.</summary>
    private bool IsOwn(XElement data, string? uuid) =>
        data.Elements().FirstOrDefault(e => e.Name.LocalName == "UUID") is not { } named
        || (uuid is not null && string.Equals(named.Value.Trim(), uuid.Trim(), StringComparison.OrdinalIgnoreCase))
        || string.Equals((string?)named.Attribute("FileName"), Path.GetFileName(_file.Path), StringComparison.Ordinal);

    private string OtherFile() => Shortened(_data.Except(_own).Elements().Attributes("FileName").FirstOrDefault()?.Value ?? "?");

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
