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

    /// <summary>What was asked for of channels, planes and series where frames are whole files.</summary>
    private static IEnumerable<string> NotApplied(FrameSequence[] sequences, SequenceOptions options, NamePattern? names)
    {
        string[] whole = [.. sequences.Where(s => s is { Layout: null, Problem: null }).Select(s => s.Name)];
        if (whole.Length == 0)
            return [];
        (string What, int? Asked)[] choices =
        [
            ("channel", names is { NumbersChannels: true } ? null : options.Channel),
            (Planes, names is { NumbersPlanes: true } ? null : options.Plane),
            ("series", options.Series),
        ];
        return choices
            .Where(c => c.Asked > 0)
            .Select(c =>
                $"{c.What} {c.Asked} was asked for, which does not apply to single-page files and manifests: {Phrasing.Some(whole)} taken as recorded."
            );
    }
}
