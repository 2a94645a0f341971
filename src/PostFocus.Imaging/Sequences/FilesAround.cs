using PostFocus.Imaging.Files;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>
/// What lies around images that are folders, such as the metadata of a plate and its wells: without it they are no plate.
/// </summary>
internal static class FilesAround
{
    /// <summary>Files of the groups that images of an input are in, but for those of the images. Links are left out.</summary>
    public static IEnumerable<string> Images(string input, IReadOnlyList<FrameSequence> sequences)
    {
        if (!Directory.Exists(input))
            return [];
        var images = sequences
            .SelectMany(s => s.Frames)
            .Select(f => f.Path)
            .Distinct()
            .Where(Directory.Exists)
            .Select(Paths.Full)
            .ToHashSet();
        var root = Paths.Full(input);
        return images
            .Select(image => Above(image, root).LastOrDefault(folder => FrameFormats.OfFolder(folder) is not null))
            .OfType<string>()
            .Distinct()
            .SelectMany(FolderTree.Files)
            .Where(entry => entry.LinkTarget is null)
            .Select(entry => entry.FullName)
            .Where(file => !Above(file, root).Any(images.Contains))
            // As the input is written, like all other paths.
            .Select(file => Path.Combine(input, Path.GetRelativePath(root, file)));
    }

    /// <summary>The folders above, up to the input.</summary>
    private static IEnumerable<string> Above(string path, string root)
    {
        for (
            var folder = Path.GetDirectoryName(path);
            folder is not null && RealPath.IsWithin(folder, root);
            folder = Path.GetDirectoryName(folder)
        )
            yield return folder;
    }
}
