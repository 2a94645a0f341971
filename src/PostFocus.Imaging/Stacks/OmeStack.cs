using System.Xml;
using System.Xml.Linq;

namespace PostFocus.Imaging;

/// <summary>Axes from the OME-XML of OME-TIFF files. The XML comes from anywhere, and is believed only where it fits the pages.</summary>
internal static class OmeStack
{
    private const int MostDepth = 64;

    public static bool Recognises(string description) =>
        description.StartsWith('<') && (description.Contains("<OME", StringComparison.Ordinal) || description.Contains(":OME", StringComparison.Ordinal));

    public static IReadOnlyList<StackLayout> Read(StackFile file)
    {
        var ome = Load(file);
        var uuid = (string?)ome.Attribute("UUID");
        StackLayout[] layouts = [.. ome.Elements()
            .Where(e => e.Name.LocalName == "Image")
            .Select((image, index) => (Index: index, Pixels: image.Elements().FirstOrDefault(e => e.Name.LocalName == "Pixels")))
            .Where(i => i.Pixels is not null)
            .Select(i => new OmePixels(file, i.Index, i.Pixels!, uuid))
            .Where(p => p.IsInFile)
            .Select(p => p.Layout())];
        if (layouts.Length == 0)
            throw file.Refuse("its OME-XML describes no image that lies in this file.");
        return [.. layouts.Select((layout, series) => layout with { Series = series, SeriesCount = layouts.Length })];
    }

    private static XElement Load(StackFile file)
    {
        try
        {
            // Elements in elements without end would take XElement hours: the time goes with the square of the depth.
            using (var shape = Reader(file))
                while (shape.Read())
                    if (shape.Depth > MostDepth)
                        throw file.Refuse($"its OME-XML has elements nested more than {MostDepth} deep.");
            using var reader = Reader(file);
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            // The message can repeat whatever the file holds.
            throw file.Refuse($"its OME-XML cannot be read ({(e.Message.Length > 200 ? e.Message[..200] + "…" : e.Message.TrimEnd('.'))}).", e);
        }
    }

    /// <summary>No DTD: entities could name other files or grow without bound. The length is bounded where the description is read.</summary>
    private static XmlReader Reader(StackFile file) => XmlReader.Create(
        new StringReader(file.Description), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
}
