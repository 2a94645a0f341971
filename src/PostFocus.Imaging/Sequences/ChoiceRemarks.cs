using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences.Names;

namespace PostFocus.Imaging.Sequences;

/// <summary>What is said of the choice of channels, focal planes and series.</summary>
internal static class ChoiceRemarks
{
    /// <summary>What a choice of focal planes is called.</summary>
    public const string Planes = "focal plane";

    /// <summary>Whether a remark tells which focal planes were not taken.</summary>
    public static bool IsOfPlanes(string remark) => remark.StartsWith(Planes, StringComparison.Ordinal);

    public static IEnumerable<string> Of(FrameSequence[] sequences, SequenceOptions options, NamePattern? names) =>
        sequences
            .Select(s => s.Layout)
            .OfType<StackLayout>()
            .SelectMany(layout => NotTaken(layout, options))
            .Distinct()
            .Concat(NotApplied(sequences, options, names));

    /// <summary>What was chosen of the channels, planes and series of a stack.</summary>
    private static IEnumerable<string> NotTaken(StackLayout layout, SequenceOptions options)
    {
        if (layout.Channels > 1 && options.Channel is { } channel)
            yield return $"channels {StackChoice.List(layout.Channels, layout.ChannelNames)} found, {channel} taken.";
        if (layout.Planes > 1 && options.Plane is { } plane)
            yield return $"{Planes}s {StackChoice.List(layout.Planes, [])} found, {plane} taken.";
        if (layout.SeriesCount > 1 && options.Series is { } series)
            yield return $"series {StackChoice.List(layout.SeriesCount, [])} found, {series} taken.";
    }

    /// <summary>What was asked for of channels, planes, series and axes where frames are whole files.</summary>
    private static IEnumerable<string> NotApplied(FrameSequence[] sequences, SequenceOptions options, NamePattern? names)
    {
        string[] whole = [.. sequences.Where(s => s is { Layout: null, Problem: null }).Select(s => s.Name)];
        if (whole.Length == 0)
            return [];
        // Number 0 is what a whole file is.
        string?[] choices =
        [
            Numbered("channel", names is { NumbersChannels: true } ? null : options.Channel),
            Numbered(Planes, names is { NumbersPlanes: true } ? null : options.Plane),
            Numbered("series", options.Series),
            options.AxisOrder is { } axes ? $"the order of axes {axes}" : null,
        ];
        return choices
            .OfType<string>()
            .Select(asked =>
                $"{asked} was asked for, which does not apply to single-page files and manifests: {Phrasing.Some(whole)} taken as recorded."
            );

        static string? Numbered(string what, int? asked) => asked is null or 0 ? null : $"{what} {asked}";
    }
}
