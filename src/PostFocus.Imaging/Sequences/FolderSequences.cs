using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences.Names;
using PostFocus.Imaging.Sequences.Search;

namespace PostFocus.Imaging.Sequences;

/// <summary>
/// The sequences of folders whose file names say nothing: each multi-page file, and each folder's single-page files together.
/// </summary>
internal static class FolderSequences
{
    public static IReadOnlyList<FrameSequence> Find(
        string input,
        IReadOnlyList<FoundFile> files,
        SequenceOptions options,
        SearchNotes notes
    )
    {
        var singles = new List<FoundFile>();
        var undecided = new List<FrameFormatException>();
        FrameSequence[] found =
        [
            .. files.GroupBy(f => f.Folder).SelectMany(folder => OfFolder(input, folder, options, singles, undecided, notes)),
        ];
        // With nothing to go on with, the choice is to be made first.
        if (undecided.Count > 0 && found.All(s => s.Problem is not null))
            throw undecided[0];
        notes.Remarks.AddRange(NamingHints.Of(singles));
        return found;
    }

    private static IEnumerable<FrameSequence> OfFolder(
        string input,
        IGrouping<string, FoundFile> folder,
        SequenceOptions options,
        List<FoundFile> allSingles,
        List<FrameFormatException> undecided,
        SearchNotes notes
    )
    {
        var singles = new List<FoundFile>();
        var sizes = new List<SaidPixelSize>();
        var notUnderstood = new List<FrameFormatException>();
        var inSets = new HashSet<string>();
        foreach (var file in folder.Where(f => !inSets.Contains(f.Path)))
        {
            var name = folder.Key + file.Stem;
            IReadOnlyList<StackLayout>? layouts = null;
            FrameSequence[] sequences = [];
            try
            {
                var content = StackChoice.Read(file.Path, options, notUnderstood: notUnderstood);
                layouts = content.Layouts;
                if (layouts is null)
                {
                    singles.Add(file);
                    sizes.Add(content.PixelSize);
                    continue;
                }
                inSets.UnionWith(layouts.SelectMany(l => l.SetFiles));
                sequences = [.. StackChoice.Sequences(name, layouts, options)];
            }
            catch (FrameFormatException e)
            {
                if (layouts is not null)
                {
                    undecided.Add(e);
                    notes.OtherFiles.AddRange(layouts.SelectMany(l => l.Companions));
                }
                sequences = [new FrameSequence(name, [new FrameLocation(file.Path, 0)]) { Problem = e }];
            }
            foreach (var sequence in sequences)
                yield return sequence;
        }
        if (notUnderstood is [var first, ..])
            notes.Remarks.Add(
                $"{Phrasing.Count(notUnderstood.Count, "single-page file")} taken as frames of one video, though by metadata that cannot be understood they may be channels, focal planes or positions: {first.Message}"
            );
        allSingles.AddRange(singles);
        if (singles.Count > 0)
        {
            var name = folder.Key.Length > 0 ? folder.Key.TrimEnd('/') : FolderSearch.NameOf(input);
            yield return new FrameSequence(name, [.. singles.Select(f => new FrameLocation(f.Path, 0))])
            {
                PixelMicrons = notes.PixelSizes.Of(name, sizes),
            };
        }
    }
}
