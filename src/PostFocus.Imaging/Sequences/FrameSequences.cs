namespace PostFocus.Imaging;

/// <summary>Finds the sequences of an input.</summary>
public static class FrameSequences
{
    /// <summary>Finds the sequences in a file or, recursively, in a folder.</summary>
    /// <remarks>
    /// A multi-page file is one sequence a series, named after the file or, where there are several, FILE/series0,
    /// FILE/series1, …; its metadata say which pages are time (<see cref="StackLayout"/>), and where they say nothing,
    /// all are. Focal planes and channels are never taken for time: where there are several, one must be chosen. The
    /// single-page frame files of one folder are one sequence, whatever their metadata say, in natural order (t2 before
    /// t10). In folders only files with a frame extension count (<see cref="FrameFile.HasFrameExtension"/>), and none
    /// whose name begins with a dot. The folder of a Zarr image, of whatever name, is a sequence like a multi-page file,
    /// named without .zarr or .ome.zarr; plates and other groups are searched like folders, labels left out. Files that
    /// cannot be opened are listed as if they had one page, and a broken chain of pages as one more page: reading those
    /// raises the error. The sequences come in natural order of their names. Two that would have the same name are told
    /// apart by the file's extension or a number.
    /// </remarks>
    /// <param name="input">A frame file, the folder of a Zarr image, or a folder.</param>
    /// <param name="options">What to take of multi-page files; null: the defaults.</param>
    /// <returns>At least one sequence.</returns>
    /// <exception cref="FrameFormatException">
    /// The input does not exist, cannot be listed, or holds no frame files; a multi-page file's metadata are damaged or
    /// do not fit its pages; it has several channels or focal planes and none is chosen, or not the one that is.
    /// </exception>
    /// <exception cref="ArgumentException">The option AxisOrder is no order of axes.</exception>
    public static IReadOnlyList<FrameSequence> Find(string input, StackOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        options ??= new StackOptions();
        if (File.Exists(input))
        {
            var name = Path.GetFileNameWithoutExtension(input) is { Length: > 0 } stem ? stem : Path.GetFileName(input);
            return IsStack(input) ? [.. Stack(name, input, options)] : [new FrameSequence(name, [new FrameLocation(input, 0)])];
        }
        if (!Directory.Exists(input))
            throw new FrameFormatException(input, null, "there is no such file or folder. Check the path.");

        // Named itself, also an image of labels is taken.
        if (ZarrFolder.Recognise(input) != ZarrContent.Folder)
            return [.. Stack(ZarrFolder.Stem(NameOf(input)), input, options)];

        var found = new List<FrameSequence>();
        Search(input, "", options, found);
        if (found.Count == 0)
            throw new FrameFormatException(input, null, "the folder and its sub-folders hold no frame files (.tif, .tiff, .png, .bmp, .jpg, .jpeg) and no Zarr image. Check the path, or export the frames as TIFF.");

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return [.. found
            .OrderBy(f => f.Name, NaturalOrder.Instance)
            .Select(f => new FrameSequence(UniqueName(f.Name, f.Frames[0].Path, names), f.Frames, f.Layout))];
    }

    private static void Search(string folder, string relative, StackOptions options, List<FrameSequence> found)
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

        var singles = new List<FrameLocation>();
        foreach (var file in files.Where(f => IsVisible(f) && FrameFile.HasFrameExtension(f)).Order(NaturalOrder.Instance))
        {
            if (IsStack(file))
                found.AddRange(Stack(relative + Path.GetFileNameWithoutExtension(file), file, options));
            else
                singles.Add(new FrameLocation(file, 0));
        }
        if (singles.Count > 0)
            found.Add(new FrameSequence(relative.Length > 0 ? relative.TrimEnd('/') : NameOf(folder), singles));

        foreach (var sub in folders.Where(f => IsVisible(f) && !LeadsUp(f)).Order(NaturalOrder.Instance))
        {
            var name = relative + ZarrFolder.Stem(Path.GetFileName(sub));
            switch (ZarrFolder.Recognise(sub))
            {
                case ZarrContent.Images:
                    found.AddRange(Stack(name, sub, options));
                    break;
                case ZarrContent.Folder:
                    Search(sub, name + "/", options, found);
                    break;
            }
        }
    }

    /// <summary>Of a file with one page nothing more is read: folders hold thousands of them.</summary>
    private static bool IsStack(string file) => FrameFile.CountPagesOrOne(file) > 1;

    private static IEnumerable<FrameSequence> Stack(string name, string file, StackOptions options) =>
        StackChoice.Series(StackLayout.Read(file, options.AxisOrder), options).Select(layout => new FrameSequence(
            layout.SeriesCount > 1 ? $"{name}/series{layout.Series}" : name, StackChoice.Frames(layout, options), layout));

    /// <summary>Dot files are hidden; macOS leaves "._t001.tif" beside t001.tif on shared disks.</summary>
    private static bool IsVisible(string path) => !Path.GetFileName(path).StartsWith('.');

    /// <summary>A link to a folder above itself would be searched for ever.</summary>
    private static bool LeadsUp(string folder)
    {
        var target = new DirectoryInfo(folder) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true) : null;
        return target is not null && (Path.GetFullPath(folder) + '/').StartsWith(Path.TrimEndingDirectorySeparator(target.FullName) + '/', StringComparison.Ordinal);
    }

    private static string NameOf(string folder)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        return name.Length > 0 ? name : "frames";
    }

    private static string UniqueName(string name, string file, HashSet<string> taken)
    {
        if (taken.Add(name))
            return name;
        var withExtension = name + Path.GetExtension(file);
        var candidate = withExtension;
        for (var number = 2; !taken.Add(candidate); number++)
            candidate = $"{withExtension}-{number}";
        return candidate;
    }
}
