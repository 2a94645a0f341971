using System.Xml.Linq;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>The files that an OME-TIFF set spans: which one a TiffData means, and the pages it has.</summary>
/// <param name="file">The file that is being read.</param>
/// <param name="uuid">What the set calls it; null if it does not say.</param>
/// <param name="home">The file that a TiffData means which names none.</param>
internal sealed class OmeFiles(StackFile file, string? uuid, string home)
{
    private readonly Dictionary<string, StackFile> _opened = new() { [file.Path] = file };

    public string Home => home;

    /// <summary>The path of the file that holds the planes of a TiffData.</summary>
    public string Of(XElement data)
    {
        if (data.Named("UUID").FirstOrDefault() is not { } named)
            return home;
        // A file that was renamed still has its UUID.
        if (uuid is not null && string.Equals(named.Value.Trim(), uuid.Trim(), StringComparison.OrdinalIgnoreCase))
            return file.Path;
        if (named.Value("FileName") is not { } name)
            throw file.Refuse("its OME-XML has planes in another file, and does not say in which.");
        return name == Path.GetFileName(file.Path) ? file.Path : Beside(file, name);
    }

    /// <summary>A file of the set; one of a single page where it cannot be opened, which reading it will tell.</summary>
    public StackFile Open(string path)
    {
        if (!_opened.TryGetValue(path, out var opened))
            _opened.Add(path, opened = TryOpen(path) ?? new StackFile(path, 1, false, "", null));
        return opened;
    }

    private static StackFile? TryOpen(string path)
    {
        try
        {
            return StackFileReader.Open(path, withMetadata: false);
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    /// <summary>A file in the same folder: metadata must not lead anywhere else.</summary>
    public static string Beside(StackFile file, string name)
    {
        if (name.Length is 0 or > 255 || name.AsSpan().IndexOfAny('/', '\\', '\0') >= 0 || name is "." or "..")
            throw file.Refuse(
                $"its OME-XML names another file '{(name.Length > 40 ? name[..40] + "…" : name)}', which is not a file name. Files of a set must lie in one folder."
            );
        return Path.Combine(Path.GetDirectoryName(file.Path) ?? "", name);
    }
}
