using System.Globalization;
using System.Xml.Linq;

namespace PostFocus.Imaging.Layout;

/// <summary>OME-XML (schema 2016-06) that describes the pages of a TIFF file.</summary>
internal static class OmeDocument
{
    private static readonly XNamespace s_ome = "http://www.openmicroscopy.org/Schemas/OME/2016-06";

    /// <returns>The document; null where there is no such pixel type in OME.</returns>
    public static string? Of(StackLayout layout, Frame frame)
    {
        if (Type(frame.PixelType) is not { } type || Order(layout) is not { } order)
            return null;
        var pixels = new XElement(
            s_ome + "Pixels",
            new XAttribute("ID", "Pixels:0"),
            new XAttribute("DimensionOrder", $"XY{order}"),
            new XAttribute("Type", type),
            new XAttribute("SizeX", frame.Width),
            new XAttribute("SizeY", frame.Height),
            new XAttribute("SizeZ", layout.Planes),
            new XAttribute("SizeC", layout.Channels),
            new XAttribute("SizeT", layout.Frames)
        );
        Add("PhysicalSizeX", layout.PixelSizeMicrons);
        Add("PhysicalSizeY", layout.PixelHeightMicrons);
        Add("PhysicalSizeZ", layout.PlaneSpacingMicrons);
        Add("TimeIncrement", layout.FrameIntervalSeconds);
        for (var c = 0; c < layout.Channels; c++)
        {
            var name =
                c < layout.ChannelNames.Count && layout.ChannelNames[c].Length > 0 ? new XAttribute("Name", layout.ChannelNames[c]) : null;
            pixels.Add(new XElement(s_ome + "Channel", new XAttribute("ID", $"Channel:0:{c}"), name, new XAttribute("SamplesPerPixel", 1)));
        }
        pixels.Add(new XElement(s_ome + "TiffData"));
        var document = new XElement(s_ome + "OME", new XElement(s_ome + "Image", new XAttribute("ID", "Image:0"), pixels));
        // Tags hold ASCII: other characters become references. OME's default units are µm and s.
        return string.Concat(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{document.ToString(SaveOptions.DisableFormatting)}"
                .EnumerateRunes()
                .Select(r => r.IsAscii ? r.ToString() : $"&#{r.Value};")
        );

        void Add(string attribute, double? value)
        {
            if (value is { } known)
                pixels.Add(new XAttribute(attribute, known.ToString("R", CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>The order in which the planes lie in the pages, fastest axis first.</summary>
    private static string? Order(StackLayout layout) =>
        new[] { "CZT", "ZCT", "CTZ", "TCZ", "ZTC", "TZC" }.FirstOrDefault(order =>
            Enumerable.Range(0, layout.Locations.Length).All(page => layout.Locations[layout.Sizes.IndexAt(order, page)]?.Page == page)
        );

    private static string? Type(PixelType type) =>
        type switch
        {
            PixelType.UInt8 => "uint8",
            PixelType.Int8 => "int8",
            PixelType.UInt16 => "uint16",
            PixelType.Int16 => "int16",
            PixelType.UInt32 => "uint32",
            PixelType.Int32 => "int32",
            PixelType.Float32 => "float",
            PixelType.Float64 => "double",
            _ => null,
        };
}
