using System.Text.RegularExpressions;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences.Labels;
using PostFocus.Imaging.Sequences.Names;
using PostFocus.Imaging.Sequences.Search;

namespace PostFocus.Imaging.Sequences;

/// <summary>Sequences of files whose names say which sequence, instant, channel and focal plane they hold.</summary>
/// <param name="input">The folder.</param>
/// <param name="pattern">What the names say.</param>
/// <param name="options">Which of them to take.</param>
/// <param name="notes">Gets what is not taken.</param>
internal sealed partial class NamedSequences(string input, NamePattern pattern, SequenceOptions options, SearchNotes notes)
{
    // What the names say is not asked of the files again.
    private readonly SequenceOptions _inFiles = options with
    {
        Channel = pattern.NumbersChannels ? null : options.Channel,
        Plane = pattern.NumbersPlanes ? null : options.Plane,
    };

    public IEnumerable<FrameSequence> Find(IReadOnlyList<FoundFile> files)
    {
        var fit = new OrderedDictionary<FoundFile, NamedFile>();
        foreach (var file in files)
        {
            if (pattern.Match(file) is { } match)
                fit.Add(file, match);
        }
        if (fit.Count == 0)
            throw Refuse(
                $"none of its {files.Count} frame files is named as the pattern '{options.NamePattern}' says; the first is '{files[0].Relative}'. Correct NamePattern in SequenceOptions, --names on the command line."
            );
        if (files.FirstOrDefault(f => !fit.ContainsKey(f)) is { } other)
            notes.Remarks.Add(
                $"{files.Count - fit.Count} of {files.Count} files do not fit the pattern '{options.NamePattern}' and are left out, for example '{other.Relative}'."
            );
        NamedFile[] named = [.. LabelFiles.LeaveOut([.. fit.Keys], notes).Select(f => fit[f])];
        NamedFile[] asked = [.. named.Where(f => Exists(options.Having, f) != false && Exists(options.NotHaving, f) != true)];
        if (asked.Length == 0)
            throw Refuse(
                $"none of its sequences is left: Having = '{options.Having}', NotHaving = '{options.NotHaving}'. The first is '{Name(named[0])}'."
            );

        var kept = Chosen(asked, f => f.Channel, options.Channel, "channel", nameof(SequenceOptions.Channel));
        kept = Chosen(kept, f => f.Plane, options.Plane, ChoiceRemarks.Planes, nameof(SequenceOptions.Plane));
        notes.OtherFiles.AddRange(asked.Except(kept).Select(f => f.Path));

        var inSets = new HashSet<string>();
        var problems = new List<FrameSequence>();
        Part[] parts = [.. kept.Where(f => !inSets.Contains(f.Path)).SelectMany(f => Parts(f, inSets, problems))];
        return parts.Length > 0
            ? [.. parts.GroupBy(p => p.Name).Select(group => Join(group.Key, [.. group])), .. problems]
            : throw problems[0].Problem!;
    }

    /// <summary>The frames of a file: of each of its series, should it have several.</summary>
    private Part[] Parts(NamedFile file, HashSet<string> inSets, List<FrameSequence> problems)
    {
        IReadOnlyList<StackLayout>? layouts = null;
        FrameFormatException problem;
        try
        {
            var content = StackChoice.Read(file.Path, _inFiles, takeSinglesAsFrames: true);
            layouts = content.Layouts;
            if (layouts is null)
                return [new Part(file, Name(file), [new FrameLocation(file.Path, 0)]) { PixelSize = content.PixelSize }];
            inSets.UnionWith(layouts.SelectMany(l => l.SetFiles));
            FrameSequence[] sequences = [.. StackChoice.Sequences(Name(file), layouts, _inFiles)];
            if (!pattern.NumbersFrames || Array.Find(sequences, s => s.Frames.Count > 1) is not { } several)
                return [.. sequences.Select(s => new Part(file, s.Name, s.Frames, s.Layout, s.Indices))];
            problem = new FrameFormatException(
                file.Path,
                null,
                $"by the pattern '{options.NamePattern}' it is one frame, but it has {several.Frames.Count} [{several.Layout!.Description}]. Leave {{frame}} out of the pattern."
            );
        }
        catch (FrameFormatException e)
        {
            problem = e;
        }
        problems.Add(new FrameSequence(Name(file), [new FrameLocation(file.Path, 0)]) { Problem = problem });
        notes.OtherFiles.AddRange(layouts?.SelectMany(l => l.Companions) ?? []);
        return [];
    }

    private string Name(NamedFile file) => file.Sequence.Length > 0 ? file.Sequence : FolderSearch.NameOf(input);

    private FrameSequence Join(string name, Part[] parts)
    {
        if (!pattern.NumbersFrames)
            return new FrameSequence(
                name,
                [.. parts.SelectMany(p => p.Frames)],
                parts[0].Layout,
                parts.Length == 1 ? parts[0].Indices : null
            )
            {
                PixelMicrons = PixelsOf(name, parts),
            };
        Part[] inTime = [.. parts.OrderBy(p => p.File.Frame)];
        if (
            inTime.Zip(inTime.Skip(1)).FirstOrDefault(p => p.First.File.Frame == p.Second.File.Frame) is
            { First: { } first, Second: { } second }
        )
            throw new FrameFormatException(
                second.File.Path,
                null,
                $"by the pattern '{options.NamePattern}' this and '{first.File.Path}' are both frame {first.File.Frame} of '{name}'. Give what else tells them apart a {{name}}; {{channel}} and {{plane}} can then be chosen."
            );
        return new FrameSequence(name, [.. inTime.Select(p => p.Frames[0])], inTime[0].Layout, [.. inTime.Select(p => p.File.Frame!.Value)])
        {
            PixelMicrons = PixelsOf(name, parts),
        };
    }

    private double? PixelsOf(string name, Part[] parts) =>
        parts[0].Layout is { } layout ? PixelSize.Of(layout) : notes.PixelSizes.Of(name, [.. parts.Select(p => p.PixelSize)]);

    private NamedFile[] Chosen(NamedFile[] files, Func<NamedFile, int?> number, int? asked, string what, string option)
    {
        if (number(files[0]) is null)
            return files;
        int[] there = [.. files.Select(f => number(f)!.Value).Distinct().Order()];
        if (asked is null && there.Length == 1)
            return files;
        if (asked is { } one && there.Contains(one))
        {
            if (there.Length > 1)
                notes.Remarks.Add($"{what}s {string.Join(", ", there)} found, {one} taken.");
            return [.. files.Where(f => number(f) == one)];
        }
        throw Refuse(
            $"by their names its files are of {what} {string.Join(", ", there)}{(asked is null ? "" : $", and none of {asked}")}. Choose one: {option} in SequenceOptions, --{option.ToLowerInvariant()} on the command line."
        );
    }

    /// <summary>Whether there is what a template such as "{block}/labels/{well}" names; null without a template.</summary>
    private bool? Exists(string? template, NamedFile file) =>
        template is null
            ? null
            : Path.Exists(
                Path.Combine(
                    input,
                    Placeholder()
                        .Replace(
                            template,
                            match =>
                                file.Values.TryGetValue(match.Groups[1].Value, out var value)
                                    ? value
                                    : throw new ArgumentException(
                                        $"'{template}' names {match.Value}, which the pattern '{options.NamePattern}' does not have."
                                    )
                        )
                )
            );

    private FrameFormatException Refuse(string reason) => new(input, null, reason);

    private sealed record Part(
        NamedFile File,
        string Name,
        IReadOnlyList<FrameLocation> Frames,
        StackLayout? Layout = null,
        IReadOnlyList<int>? Indices = null
    )
    {
        /// <summary>Of a file that is a frame of its own: what its metadata say.</summary>
        public SaidPixelSize PixelSize { get; init; }
    }

    [GeneratedRegex(@"\{([^{}]*)\}", RegexOptions.CultureInvariant)]
    private static partial Regex Placeholder();
}
