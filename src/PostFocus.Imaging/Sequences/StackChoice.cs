using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Stacks;

namespace PostFocus.Imaging.Sequences;

/// <summary>The one channel and focal plane of a stack that make a video.</summary>
internal static class StackChoice
{
    /// <summary>What the pages of a file are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">The user's word on its axes.</param>
    /// <param name="takeSinglesAsFrames">Whether single-page files are frames even where they are part of a set.</param>
    /// <param name="notUnderstood">Gets why a single-page file is taken as a frame of its own, though its metadata say more of it.</param>
    /// <exception cref="FrameFormatException">Its metadata are damaged, or do not fit its pages.</exception>
    public static FileContent Read(
        string path,
        SequenceOptions options,
        bool takeSinglesAsFrames = false,
        List<FrameFormatException>? notUnderstood = null
    )
    {
        if (FrameFormats.OfFolder(path) is not null)
            return new(StackReader.Read(path, options.AxisOrder));
        StackFile file;
        try
        {
            file = StackFileReader.Open(path, withMetadata: options.AxisOrder is null);
        }
        catch (FrameFormatException) when (FrameFile.CountPagesOrOne(path) == 1)
        {
            return default;
        }
        if (options.AxisOrder is { } order)
            return file.Pages > 1 || file.Images is not null
                ? new(StackReader.Read(file, order))
                : new(null, SaidPixelSize.Of(StackReader.Described(path)));
        if (file.Pages == 1 && file.Announced > 1)
            return new(Incomplete(file, notUnderstood));
        // A frame of its own is page 0 of its file.
        return file.Pages > 1 || file.Page(0).Page > 0 ? new(StackReader.Read(file)) : Single(file, takeSinglesAsFrames, notUnderstood);
    }

    /// <summary>A page that stands for more than it is; null where that is noted elsewhere.</summary>
    private static IReadOnlyList<StackLayout>? Incomplete(StackFile file, List<FrameFormatException>? notUnderstood)
    {
        var lack = $"its metadata announce {file.Announced} images, of which 1 can be found";
        if (notUnderstood is null)
            return [.. StackReader.Read(file).Select(layout => layout.Note is null ? layout.WithRemark(lack) : layout)];
        notUnderstood.Add(new FrameFormatException(file.Path, null, $"{lack}. Export the file again with a page for each."));
        return null;
    }

    /// <summary>The sequences of a file: of each of its series, or of the one that was asked for.</summary>
    public static IEnumerable<FrameSequence> Sequences(string name, IReadOnlyList<StackLayout> layouts, SequenceOptions options) =>
        Series(layouts, options)
            .Select(layout =>
            {
                var (frames, indices) = Frames(layout, options);
                return new FrameSequence(layout.SeriesCount > 1 ? $"{name}/series{layout.Series}" : name, frames, layout, indices);
            });

    /// <summary>The set that a single-page file is part of; where there is nothing of it but this file, a frame of its own.</summary>
    private static FileContent Single(StackFile file, bool takeAsFrame, List<FrameFormatException>? notUnderstood)
    {
        try
        {
            var layouts = StackReader.Read(file);
            if (!takeAsFrame && layouts.Any(l => l.Locations.Any(p => p is not null && p.Path != file.Path && File.Exists(p.Path))))
                return new(layouts);
            return new(null, SaidPixelSize.Of(StackReader.With(file.Path, layouts)));
        }
        catch (FrameFormatException e)
        {
            // A single frame needs no metadata.
            notUnderstood?.Add(e);
            return default;
        }
    }

    private static IEnumerable<StackLayout> Series(IReadOnlyList<StackLayout> layouts, SequenceOptions options) =>
        options.Series is { } asked
            ? [layouts[Choose(layouts[0], asked, layouts.Count, "series", "series", nameof(SequenceOptions.Series), [])]]
            : layouts;

    /// <summary>Where the frames lie, in time order, and their instants: one that was not recorded leaves a gap.</summary>
    private static (FrameLocation[] Frames, int[] Indices) Frames(StackLayout layout, SequenceOptions options)
    {
        var channel = Choose(
            layout,
            options.Channel,
            layout.Channels,
            "channel",
            "channels",
            nameof(SequenceOptions.Channel),
            layout.ChannelNames
        );
        var plane = Choose(layout, options.Plane, layout.Planes, "focal plane", "focal planes", nameof(SequenceOptions.Plane), []);
        int[] recorded = [.. Enumerable.Range(0, layout.Frames).Where(frame => layout.Has(frame, plane, channel))];
        return recorded.Length > 0
            ? ([.. recorded.Select(frame => layout.Location(frame, plane, channel))], recorded)
            : throw new FrameFormatException(
                layout.Path,
                null,
                $"focal plane {plane} of channel {channel} was never recorded [{layout.Description}]. Choose another: {nameof(SequenceOptions.Plane)} and {nameof(SequenceOptions.Channel)} in SequenceOptions, --plane and --channel on the command line."
            );
    }

    private static int Choose(
        StackLayout layout,
        int? asked,
        int count,
        string one,
        string many,
        string option,
        IReadOnlyList<string> names
    )
    {
        if (asked is null && count == 1)
            return 0;
        if (asked >= 0 && asked < count)
            return asked.Value;
        var have = count == 1 ? $"it has one {one}, number 0" : $"it has {count} {many}: {List(count, names)}";
        var wrong = asked is null ? have : $"it has no {one} {asked}; {have}";
        throw new FrameFormatException(
            layout.Path,
            null,
            $"{wrong} [{layout.Description}]. Choose one: {option} in SequenceOptions, --{option.ToLowerInvariant()} on the command line. "
                + "If its pages are all instants, say so: AxisOrder = \"T\" in SequenceOptions, --axes T on the command line."
        );
    }

    /// <summary>The numbers, with names where there are some: "0 (phase), 1 (GFP)" or "0 to 24".</summary>
    public static string List(int count, IReadOnlyList<string> names) =>
        names.Any(n => n.Length > 0)
            ? string.Join(
                ", ",
                Enumerable.Range(0, count).Select(i => i < names.Count && names[i].Length > 0 ? $"{i} ({names[i]})" : $"{i}")
            )
            : $"0 to {count - 1}";
}
