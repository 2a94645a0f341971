using System.Xml.Linq;

namespace PostFocus.Imaging;

/// <summary>The files that an OME-TIFF set spans: which one a TiffData means, and how many pages it has.</summary>
/// <param name="file">The file that is being read.</param>
/// <param name="uuid">What the set calls it; null if it does not say.</param>
internal sealed class OmeFiles(StackFile file, string? uuid)
{
    private readonly Dictionary<string, int> _pages = new() { [file.Path] = file.Pages };

    /// <summary>The path of the file that holds the planes of a TiffData.</summary>
    public string Of(XElement data)
    {
        if (data.Elements().FirstOrDefault(e => e.Name.LocalName == "UUID") is not { } named)
            return file.Path;
        // A file that was renamed still has its UUID.
        if (uuid is not null && string.Equals(named.Value.Trim(), uuid.Trim(), StringComparison.OrdinalIgnoreCase))
            return file.Path;
        if ((string?)named.Attribute("FileName") is not { } name)
            throw file.Refuse("its OME-XML has planes in another file, and does not say in which.");
        return name == Path.GetFileName(file.Path) ? file.Path : Beside(file, name);
    }

    /// <summary>Pages of a file of the set; 1 where it cannot be opened, which reading it will tell.</summary>
    public int PagesOf(string path)
    {
        if (!_pages.TryGetValue(path, out var pages))
            _pages.Add(path, pages = FrameFile.CountPagesOrOne(path));
        return pages;
    }

    /// <summary>A file in the same folder: metadata must not lead anywhere else.</summary>
    public static string Beside(StackFile file, string name)
    {
        if (name.Length is 0 or > 255 || name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || name is "." or "..")
            throw file.Refuse($"its OME-XML names another file '{(name.Length > 40 ? name[..40] + "…" : name)}', which is no file name. Files of a set must lie in one folder.");
        return Path.Combine(Path.GetDirectoryName(file.Path) ?? "", name);
    }
}
