using System.Xml.Linq;

namespace PostFocus.Imaging.Layout;

/// <summary>Finds elements and attributes of OME-XML under all names that its schemas have had, from 2003 to 2016.</summary>
internal static class OmeNames
{
    /// <summary>Children of any of these names, in whatever namespace.</summary>
    public static IEnumerable<XElement> Named(this XElement parent, params string[] names) =>
        parent.Elements().Where(e => names.Contains(e.Name.LocalName));

    /// <summary>The value of the first attribute that there is of these names, in upper or lower case.</summary>
    public static string? Value(this XElement element, params string[] names) =>
        names
            .Select(name => element.Attributes().FirstOrDefault(a => a.Name.LocalName.Equals(name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(a => a is not null)
            ?.Value;
}
