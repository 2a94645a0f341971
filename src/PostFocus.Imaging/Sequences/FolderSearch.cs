namespace PostFocus.Imaging;

/// <summary>Finds the frame files in a folder and its sub-folders.</summary>
internal static class FolderSearch
{
    /// <summary>The files that have a frame extension, folder by folder, each in natural order of their names.</summary>
    /// <exception cref="FrameFormatException">A folder cannot be listed, or there are no such files.</exception>
    public static IReadOnlyList<FoundFile> Files(string folder)
    {
        var found = new List<FoundFile>();
        Search(folder, "", found);
        return found.Count > 0
            ? found
            : throw new FrameFormatException(folder, null, "the folder and its sub-folders hold no frame files (.tif, .tiff, .png, .bmp, .jpg, .jpeg) and no Zarr image. Check the path, or export the frames as TIFF.");
    }

    private static void Search(string folder, string relative, List<FoundFile> found)
    {
        string[] files, folders;
        try
        {
            files = Directory.GetFiles(folder);
            folders = Directory.GetDirectories(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FrameFormatException(folder, null, $"the folder cannot be listed ({e.Message}) Check its permissions.", e);
        }

        foreach (var file in files.Where(f => IsVisible(f) && FrameFile.HasFrameExtension(f)).Order(NaturalOrder.Instance))
            found.Add(new FoundFile(file, relative, Path.GetFileNameWithoutExtension(file)));
        foreach (var sub in folders.Where(f => IsVisible(f) && !LeadsUp(f)).Order(NaturalOrder.Instance))
        {
            var stem = ZarrFolder.Stem(Path.GetFileName(sub));
            switch (Content(sub))
            {
                case ZarrContent.Images:
                    found.Add(new FoundFile(sub, relative, stem));
                    break;
                case ZarrContent.Folder:
                    Search(sub, $"{relative}{stem}/", found);
                    break;
            }
        }
    }

    /// <summary>What is damaged is an image, which reading will tell.</summary>
    private static ZarrContent Content(string folder)
    {
        try
        {
            return ZarrFolder.Recognise(folder);
        }
        catch (FrameFormatException)
        {
            return ZarrContent.Images;
        }
    }

    public static string NameOf(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return name.Length > 0 ? name : "frames";
    }

    /// <summary>Dot files are hidden; macOS leaves "._t001.tif" beside t001.tif on shared disks.</summary>
    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');

    /// <summary>A link to a folder above itself would be searched for ever.</summary>
    private static bool LeadsUp(string folder)
    {
        var target = new DirectoryInfo(folder) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true) : null;
        return target is not null && (Path.GetFullPath(folder) + '/').StartsWith(Path.TrimEndingDirectorySeparator(target.FullName) + '/', StringComparison.Ordinal);
    }
}

/// <summary>A file, or the folder of a Zarr image, that was found in an input folder.</summary>
/// <param name="Path">The file.</param>
/// <param name="Folder">Its folder relative to the input, with '/' between and after names on every system; "" for the input itself.</param>
/// <param name="Stem">Its name without extension.</param>
internal sealed record FoundFile(string Path, string Folder, string Stem)
{
    public string Relative => Folder + System.IO.Path.GetFileName(Path);
}
