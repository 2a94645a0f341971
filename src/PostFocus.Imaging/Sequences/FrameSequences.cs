using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences.Labels;
using PostFocus.Imaging.Sequences.Names;
using PostFocus.Imaging.Sequences.Search;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>Finds the sequences of an input.</summary>
public static class FrameSequences
{
    /// <summary>Finds the sequences of a manifest, in a file or, recursively, in a folder.</summary>
    /// <remarks>
    /// <para>A multi-page file is one sequence a series, named after the file or, where there are several, FILE/series0,
    /// FILE/series1, …; its metadata say which pages are time (<see cref="StackLayout"/>), and where they say nothing,
    /// all are. Focal planes and channels are never taken for time: where there are several, one must be chosen. An
    /// OME-TIFF set of several files is taken as one, and named after its first file. All other single-page frame files
    /// of a folder are one sequence, in natural order (t2 before t10), unless
    /// <see cref="SequenceOptions.NamePattern"/> says what their names mean.</para>
    /// <para>The folder of a Zarr image, of whatever name, is a sequence like a multi-page file, named without .zarr or
    /// .ome.zarr; plates and other groups are searched like folders, labels left out.</para>
    /// <para>In folders only regular files with a frame extension count (<see cref="FrameFile.HasFrameExtension"/>), and neither what
    /// begins with a dot nor the folders that disks and systems keep for thumbnails, deleted files and snapshots. Every folder is visited
    /// once, whatever links lead to it, and a link to a file that is there by itself is left out. So are label images (areas of one whole
    /// number each), unless there is nothing else or one is named itself. What cannot be searched does not stop the rest:
    /// <see cref="Search"/> says it, and all else that was left out. Files that cannot be opened are listed as if they had one page, and a
    /// broken chain of pages as one more page: reading those raises the error. A file in a folder whose metadata are damaged, or one of
    /// which a channel or plane must be chosen while others need no choice, is a sequence with a <see cref="FrameSequence.Problem"/>. The
    /// sequences come in natural order of their names. Two that would have the same name are told apart by the file's extension or a
    /// number.</para>
    /// </remarks>
    /// <param name="input">
    /// A frame file, the folder of a Zarr image, a folder, or a <see cref="Manifest"/> (.csv), to which of the options only the pixel size
    /// applies.
    /// </param>
    /// <param name="options">Which frames make a video; null: the defaults.</param>
    /// <returns>At least one sequence.</returns>
    /// <exception cref="FrameFormatException">
    /// The input does not exist, cannot be listed, or holds no frame files; it is a file whose metadata are damaged or do not fit its
    /// pages; a manifest cannot be read, or names two files for one frame; a file, or each in a folder, has several channels or focal
    /// planes and none is chosen, or not the one that is; or file names do not go with the pattern. </exception>
    /// <exception cref="ArgumentException">An option cannot be understood: AxisOrder, NamePattern, Having or NotHaving.</exception>
    public static IReadOnlyList<FrameSequence> Find(string input, SequenceOptions? options = null) => Search(input, options).Sequences;

    /// <summary>Finds the sequences as <see cref="Find"/> does, and says what was not taken of the input.</summary>
    /// <param name="input">As there.</param>
    /// <param name="options">As there.</param>
    /// <exception cref="FrameFormatException">As there.</exception>
    /// <exception cref="ArgumentException">As there.</exception>
    public static SequenceSearch Search(string input, SequenceOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        options ??= new SequenceOptions();
        var names = options.NamePattern is { } text ? NamePattern.Parse(text) : null;
        var notes = new SearchNotes();
        FrameSequence[] sequences = [.. FindAll(input, options, names, notes).Select(s => s.WithPixelsOf(options))];
        notes.Remarks.AddRange([.. ChoiceRemarks.Of(sequences, options, names), .. notes.PixelSizes.Remarks(options.PixelMicrons)]);
        return new SequenceSearch(sequences, notes.Remarks, notes.Problems, [.. notes.OtherFiles, .. FilesAround.Images(input, sequences)]);
    }

    private static IReadOnlyList<FrameSequence> FindAll(string input, SequenceOptions options, NamePattern? names, SearchNotes notes)
    {
        if (File.Exists(input))
        {
            if (Manifest.HasExtension(input))
                return ManifestSequences.Find(input, notes);
            var name = Path.GetFileNameWithoutExtension(input) is { Length: > 0 } stem ? stem : Path.GetFileName(input);
            var content = StackChoice.Read(input, options);
            return content.Layouts is { } layouts
                ? [.. StackChoice.Sequences(name, layouts, options)]
                :
                [
                    new FrameSequence(name, [new FrameLocation(input, 0)])
                    {
                        PixelMicrons = notes.PixelSizes.Of(name, [content.PixelSize]),
                    },
                ];
        }
        if (!Directory.Exists(input))
            throw new FrameFormatException(
                input,
                null,
                $"there is no such file or folder. {(FolderEntries.IsGarbled(input) ? "Its name is not UTF-8: rename it." : "Check the path.")}"
            );

        // Named itself, also an image of labels is taken.
        if (FrameFormats.OfFolder(input)?.ContentOf(input) is FolderContent.Images or FolderContent.Labels)
            return
            [
                .. StackChoice.Sequences(
                    FrameFormats.Stem(FolderSearch.NameOf(input)),
                    StackReader.Read(input, options.AxisOrder),
                    options
                ),
            ];

        if (File.Exists(Path.Combine(input, Manifest.OfDataSet)))
            notes.Remarks.Add(
                $"'{input}' is a data set: beside frames it holds their truth. To take the frames alone, name '{Path.Combine(input, Manifest.OfDataSet)}'."
            );
        var files = FolderSearch.Files(input, notes);
        var found = names is not null
            ? [.. new NamedSequences(input, names, options, notes).Find(files)]
            : FolderSequences.Find(input, LabelFiles.LeaveOut(files, notes), options, notes);
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. found
                .OrderBy(f => f.Name, NaturalOrder.Of(found.Select(f => f.Name)))
                .Select(f => f.Named(UniqueName(f.Name, f.Frames[0].Path, taken))),
        ];
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
