using System.Security;
using System.Xml;

namespace PostFocus.Imaging.Layout;

/// <summary>
/// Adds provenance to OME-XML as a MapAnnotation. The document is not written anew: the annotation is put into its text,
/// and every other character stays.
/// </summary>
internal static class OmeAnnotation
{
    // Earlier schemas have the annotations in another namespace, or none of key and value.
    private const string Schema = "http://www.openmicroscopy.org/Schemas/OME/2016-06";
    private const string Annotations = "StructuredAnnotations";

    /// <param name="text">A description that may be OME-XML.</param>
    /// <param name="provenance">What to add.</param>
    /// <param name="pages">The pages that it is about.</param>
    /// <returns>The description with the annotation; null where it cannot take one.</returns>
    public static string? Add(string text, Provenance provenance, string pages)
    {
        // In front of the document may be a byte order mark.
        var start = text.IndexOf('<', StringComparison.Ordinal);
        if (start < 0)
            return null;
        try
        {
            return new Place(text[start..]).Find() is var (at, length, around, prefix)
                ? text[..(start + at)]
                    + string.Format(null, around, Annotation(text, provenance, pages, prefix))
                    + text[(start + at + length)..]
                : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static string Annotation(string text, Provenance provenance, string pages, string prefix)
    {
        var number = 0;
        while (text.Contains($"\"Annotation:PostFocus:{number}\"", StringComparison.Ordinal))
            number++;
        var map = provenance
            .Named(pages)
            .Prepend(("software", provenance.Software))
            .Select(s => $"<{prefix}M K=\"{SecurityElement.Escape(s.Item1)}\">{SecurityElement.Escape(s.Item2)}</{prefix}M>");
        return $"<{prefix}MapAnnotation ID=\"Annotation:PostFocus:{number}\" Namespace=\"PostFocus/provenance\"><{prefix}Value>{string.Concat(map)}</{prefix}Value></{prefix}MapAnnotation>";
    }

    /// <summary>Where the annotation belongs: after the images, before the regions of interest (schema OME 2016-06).</summary>
    private sealed class Place(string xml)
    {
        private readonly int[] _lines = [.. LineStarts(xml)];

        /// <returns>
        /// Where, how many characters go, what comes around the annotation ({0}), the prefix of its elements; null for nowhere.
        /// </returns>
        public (int At, int Length, string Around, string Prefix)? Find()
        {
            using var reader = XmlReader.Create(
                new StringReader(xml),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
            );
            var position = (IXmlLineInfo)reader;
            var prefix = "";
            (int, int, string, string)? place = null;
            var inEmpty = false;
            // To the end even when the place is found: a document that is not well-formed is left alone.
            while (reader.Read())
            {
                var here = _lines[position.LineNumber - 1] + position.LinePosition - 1;
                if (inEmpty)
                    place = (xml.LastIndexOf("/>", here, StringComparison.Ordinal), 2, $">{{0}}</{prefix}{Annotations}>", prefix);
                inEmpty = false;
                switch (reader.NodeType, reader.Depth)
                {
                    case (XmlNodeType.Element, 0):
                        if (reader is not { LocalName: "OME", NamespaceURI: Schema, IsEmptyElement: false })
                            return null;
                        prefix = Prefix(reader);
                        break;
                    // The metadata are in another file, and no others may be here.
                    case (XmlNodeType.Element, 1) when reader.LocalName == "BinaryOnly":
                        return null;
                    case (XmlNodeType.Element, 1) when reader.LocalName == Annotations:
                        prefix = Prefix(reader);
                        inEmpty = reader.IsEmptyElement;
                        break;
                    case (XmlNodeType.EndElement, 1) when reader.LocalName == Annotations:
                        place = (xml.LastIndexOf('<', here), 0, "{0}", prefix);
                        break;
                    case (XmlNodeType.Element, 1) when reader.LocalName == "ROI":
                    case (XmlNodeType.EndElement, 0):
                        place ??= (xml.LastIndexOf('<', here), 0, $"<{prefix}{Annotations}>{{0}}</{prefix}{Annotations}>", prefix);
                        break;
                }
            }
            return place;
        }

        private static string Prefix(XmlReader reader) => reader.Prefix.Length > 0 ? reader.Prefix + ":" : "";

        /// <summary>Lines as XML counts them: they end with CR LF, CR or LF.</summary>
        private static IEnumerable<int> LineStarts(string text)
        {
            yield return 0;
            for (var i = 0; i < text.Length; i++)
                if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
                    yield return i + 1;
        }
    }
}
