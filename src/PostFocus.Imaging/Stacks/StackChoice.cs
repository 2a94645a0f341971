namespace PostFocus.Imaging;

/// <summary>The one channel and focal plane of a stack that make a video.</summary>
internal static class StackChoice
{
    /// <summary>The layouts to take: of all series, or of the one that was asked for.</summary>
    public static IEnumerable<StackLayout> Series(IReadOnlyList<StackLayout> layouts, StackOptions options) =>
        options.Series is { } asked
            ? [layouts[Choose(layouts[0], asked, layouts.Count, "series", "series", nameof(StackOptions.Series), [])]]
            : layouts;

    /// <summary>Where the frames lie, in time order.</summary>
    public static IReadOnlyList<FrameLocation> Frames(StackLayout layout, StackOptions options)
    {
        var channel = Choose(layout, options.Channel, layout.Channels, "channel", "channels", nameof(StackOptions.Channel), layout.ChannelNames);
        var plane = Choose(layout, options.Plane, layout.Planes, "focal plane", "focal planes", nameof(StackOptions.Plane), []);
        return [.. Enumerable.Range(0, layout.Frames).Select(frame => new FrameLocation(layout.Path, layout.Page(frame, plane, channel)))];
    }

    private static int Choose(
        StackLayout layout, int? asked, int count, string one, string many, string option, IReadOnlyList<string> names)
    {
        if (asked is null && count == 1)
            return 0;
        if (asked >= 0 && asked < count)
            return asked.Value;
        var have = count == 1 ? $"it has one {one}, number 0" : $"it has {count} {many}: {List(count, names)}";
        var wrong = asked is null ? have : $"it has no {one} {asked}; {have}";
        throw new FrameFormatException(layout.Path, null,
            $"{wrong} [{layout.Description}]. Choose one: {option} in StackOptions, --{option.ToLowerInvariant()} on the command line. " +
            "If its pages are all instants, say so: AxisOrder = \"T\" in StackOptions, --axes T on the command line.");
    }

    /// <summary>The numbers, with names where there are some: "0 (phase), 1 (GFP)" or "0 to 24".</summary>
    private static string List(int count, IReadOnlyList<string> names) => names.Any(n => n.Length > 0)
        ? string.Join(", ", Enumerable.Range(0, count).Select(i => i < names.Count && names[i].Length > 0 ? $"{i} ({names[i]})" : $"{i}"))
        : $"0 to {count - 1}";
}
