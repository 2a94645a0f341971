using System.Xml;
using System.Xml.Linq;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>Axes from the OME-XML of OME-TIFF files. The XML comes from anywhere, and is believed only where it fits the pages.</summary>
internal static class OmeStack
{
    private const int MostDepth = 64;
    private const long MostCompanionBytes = 1 << 26;

    public static bool Recognises(string description) =>
        description.StartsWith('<')
        && (description.Contains("<OME", StringComparison.Ordinal) || description.Contains(":OME", StringComparison.Ordinal));

    public static IReadOnlyList<StackLayout> Read(StackFile file)
    {
        var (ome, uuid, metadata) = Load(file);
        // Where nothing is said, planes lie beside the metadata in one TIFF, or else in the file that is read.
        var files = new OmeFiles(file, uuid, FrameFile.HasFrameExtension(metadata) ? metadata : file.Path);
        OmePixels[] images =
        [
            .. ome.Named("Image")
                .Select((image, number) => (Number: number, Image: image, Pixels: image.Named("Pixels").FirstOrDefault()))
                .Where(i => i.Pixels is not null)
                .Select(i => new OmePixels(file, files, i.Number, i.Image, i.Pixels!)),
        ];
        OmePixels[] own = [.. images.Where(i => i.Files.Contains(file.Path))];
        if (own.Length == 0)
            throw file.Refuse("its OME-XML describes no image that lies in this file.");
        string[] set = [.. own.SelectMany(i => i.Files).Except(images.Except(own).SelectMany(i => i.Files)).Where(f => f != file.Path)];
        string[] companions =
        [
            .. images
                .SelectMany(i => i.Files)
                .Append(metadata)
                .Distinct()
                .Where(f => f != file.Path && File.Exists(f))
                .Order(StringComparer.Ordinal),
        ];
        StackLayout[] layouts =
        [
            .. own.Select(
                (image, series) =>
                    image.Layout() with
                    {
                        Series = series,
                        SeriesCount = own.Length,
                        SetFiles = set,
                        Companions = companions,
                    }
            ),
        ];
        var unnamed = file.Pages - own.SelectMany(i => i.Located).Count(l => l.Path == file.Path);
        return unnamed <= 0 || file.Broken
            ? layouts
            : [.. layouts.Select(l => l.WithRemark($"{unnamed} of {file.Pages} pages belong to no image, and are copied as they are"))];
    }

    /// <summary>The document, what it calls the file, and which file it lies in.</summary>
    private static (XElement Ome, string? Uuid, string Path) Load(StackFile file)
    {
        var ome = Load(file, () => new StringReader(file.Description));
        var uuid = ome.Value("UUID");
        if (ome.Named("BinaryOnly").FirstOrDefault() is not { } binaryOnly)
            return (ome, uuid, file.Path);

        var companion = OmeFiles.Beside(file, binaryOnly.Value("MetadataFile") ?? "");
        if (!File.Exists(companion))
            throw file.Refuse(
                $"its OME-XML lies in the companion file '{companion}', which does not exist. Put it back beside the images."
            );
        if (FrameFile.HasFrameExtension(companion))
            ome = LoadFromTiff(file, companion);
        else if (new FileInfo(companion).Length > MostCompanionBytes)
            throw file.Refuse($"its companion file '{companion}' has more than the {MostCompanionBytes} bytes supported.");
        else
            ome = Load(file, () => new StreamReader(companion));
        return (ome, uuid, companion);
    }

    /// <summary>Micro-Manager, Bruker and Bio-Formats keep the metadata of a set in its first image.</summary>
    private static XElement LoadFromTiff(StackFile file, string companion)
    {
        string description;
        try
        {
            description = StackFileReader.Open(companion).Description;
        }
        catch (FrameFormatException e)
        {
            throw file.Refuse($"its OME-XML lies in '{companion}', which cannot be read: {e.Reason}", e);
        }
        return Recognises(description) && Load(file, () => new StringReader(description)) is var ome && !ome.Named("BinaryOnly").Any()
            ? ome
            : throw file.Refuse($"its OME-XML should lie in '{companion}', which holds none.");
    }

    private static XElement Load(StackFile file, Func<TextReader> open)
    {
        try
        {
            // Elements in elements without end would take XElement hours: the time goes with the square of the depth.
            using (var text = open())
            using (var shape = Reader(text))
                while (shape.Read())
                    if (shape.Depth > MostDepth)
                        throw file.Refuse($"its OME-XML has elements nested more than {MostDepth} deep.");
            using var again = open();
            using var reader = Reader(again);
            return XElement.Load(reader);
        }
        catch (XmlException e)
        {
            // The message can repeat whatever the file holds.
            throw file.Refuse(
                $"its OME-XML cannot be read ({(e.Message.Length > 200 ? e.Message[..200] + "…" : e.Message.TrimEnd('.'))}).",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw file.Refuse($"its companion file cannot be read ({e.Message})", e);
        }
    }

    /// <summary>
    /// A DTD is passed over: its entities, which could name other files or grow without bound, are not there for whatever refers to
    /// them. The length is bounded before the text is read.
    /// </summary>
    private static XmlReader Reader(TextReader text) =>
        XmlReader.Create(text, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null });
}
