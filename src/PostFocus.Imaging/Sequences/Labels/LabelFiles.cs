using System.Text.RegularExpressions;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences.Names;
using PostFocus.Imaging.Sequences.Search;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences.Labels;

/// <summary>Files of label images among those of a folder: of other programs, beside the frames or in folders of their own.</summary>
internal static partial class LabelFiles
{
    private const int MostKinds = 16;

    /// <summary>The files without those of label images; all of them where there is nothing else.</summary>
    public static IReadOnlyList<FoundFile> LeaveOut(IReadOnlyList<FoundFile> files, SearchNotes notes)
    {
        Kind[] labels = [.. files.GroupBy(f => f.Folder).SelectMany(Kinds).Where(AreLabels)];
        if (labels.Length == 0)
            return files;
        const string what = "label images (areas of one whole number each)";
        var left = labels.SelectMany(k => k.Files).ToHashSet();
        if (left.Count == files.Count)
        {
            notes.Remarks.Add($"all files look like {what}; they are taken, as there is nothing else.");
            return files;
        }
        notes.Remarks.Add(
            $"{Phrasing.Some([.. labels.Select(k => k.Name)])} hold {what} and are left out. To take them, name them as the input."
        );
        return [.. files.Where(f => !left.Contains(f))];
    }

    /// <summary>The files of a folder by their names without numbers.</summary>
    private static IEnumerable<Kind> Kinds(IGrouping<string, FoundFile> folder)
    {
        IGrouping<string, FoundFile>[] kinds =
        [
            .. folder.GroupBy(f => Digits().Replace(NamePattern.Uuid().Replace(Path.GetFileName(f.Path), "*"), "*")),
        ];
        return kinds.Length is 1 or > MostKinds
            ? [new Kind(folder.Key.Length > 0 ? folder.Key.TrimEnd('/') : kinds[0].Key, [.. folder])]
            : kinds.Select(k => new Kind(folder.Key + k.Key, [.. k]));
    }

    /// <summary>By the first, the middle and the last file: a frame may be empty.</summary>
    private static bool AreLabels(Kind kind)
    {
        var files = kind.Files;
        var any = false;
        foreach (var file in new[] { files[0], files[files.Count / 2], files[^1] }.Distinct())
        {
            var look = Look(file.Path);
            if (look == LabelLook.Intensities)
                return false;
            any |= look == LabelLook.Labels;
        }
        return any || CellTrackingChallenge().IsMatch(files[0].Folder);
    }

    private static LabelLook Look(string path)
    {
        try
        {
            return FileReading.Naming(
                path,
                null,
                () =>
                {
                    using var source = FrameFormats.Source(path, null);
                    var pages = FrameFormats.Recognise(source).Open(source);
                    return LabelImage.Look(pages.Read(pages.Count(out _) / 2));
                }
            );
        }
        catch (FrameFormatException)
        {
            return LabelLook.Intensities;
        }
    }

    /// <param name="Name">Its folder, or the name of its files with * for numbers.</param>
    /// <param name="Files">In natural order.</param>
    private sealed record Kind(string Name, IReadOnlyList<FoundFile> Files);

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();

    // Annotations and results beside the video 01. Where no object is seen, they are empty.
    [GeneratedRegex("(^|/)[0-9]{2}_(GT|ST|RES|ERR_SEG)/", RegexOptions.CultureInvariant)]
    private static partial Regex CellTrackingChallenge();
}
