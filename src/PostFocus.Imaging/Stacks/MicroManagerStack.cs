using System.Globalization;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Stacks;

/// <summary>Axes from what Micro-Manager notes with every page: NDTiff, and its own stacks where they have no OME-XML.</summary>
internal static class MicroManagerStack
{
    private const string Index = "NDTiff.index";

    /// <returns>
    /// A layout a position, or whatever else there is besides time, focal plane and channel; null where pages have no such notes.
    /// </returns>
    public static IReadOnlyList<StackLayout>? Read(StackFile file)
    {
        if (Pages(file) is not { } own)
            return null;
        var parts = MicroManagerParts.Of(file);
        (FrameLocation, PageAxes)[] all = [.. parts.SelectMany(part => Pages(part) ?? [])];
        // Files of like names that tell of the same planes do not belong together.
        if (all.DistinctBy(p => p.Item2 with { PixelMicrons = null, Milliseconds = null }).Count() < all.Length)
            (all, parts) = ([.. own], [file]);
        string[] others = [.. parts.Select(p => p.Path).Where(path => path != file.Path)];
        var index = Path.Combine(Path.GetDirectoryName(file.Path) ?? "", Index);
        var series = all.GroupBy(p => p.Item2.Others).OrderBy(g => g.Key, NaturalOrder.Instance).ToArray();
        return
        [
            .. series.Select(
                (pages, number) =>
                    Layout(file, [.. pages]) with
                    {
                        Series = number,
                        SeriesCount = series.Length,
                        SetFiles = others,
                        Companions = File.Exists(index) ? [.. others, index] : others,
                    }
            ),
        ];
    }

    /// <summary>Each page with its axes; null where one has none.</summary>
    private static IEnumerable<(FrameLocation Location, PageAxes Axes)>? Pages(StackFile file) =>
        file.Axes.Count > 0 && !file.Axes.Contains(null) ? file.Axes.Select((axes, image) => (file.Page(image), axes!)) : null;

    private static StackLayout Layout(StackFile file, IReadOnlyList<(FrameLocation Location, PageAxes Axes)> pages)
    {
        var times = Numbered(pages.Select(p => p.Axes.Time), keepGaps: true);
        var planes = Numbered(pages.Select(p => p.Axes.Plane), keepGaps: false);
        var channels = Numbered(pages.Select(p => p.Axes.Channel), keepGaps: false);
        var sizes = new StackSizes(times.Values.Max() + 1, planes.Count, channels.Count);
        if (sizes.Planes > StackSizes.Most)
            throw file.Refuse(
                $"its Micro-Manager metadata name {sizes}: {sizes.Planes} planes, more than the {StackSizes.Most} supported."
            );
        var locations = new Dictionary<int, FrameLocation>();
        foreach (var (location, axes) in pages)
        {
            var plane = sizes.IndexOf(times[axes.Time ?? ""], planes[axes.Plane ?? ""], channels[axes.Channel ?? ""]);
            if (!locations.TryAdd(plane, location))
                throw file.Refuse($"its Micro-Manager metadata name pages {locations[plane].Page} and {location.Page} for the same plane.");
        }
        return RecordedPlanes.Layout(file.Path, sizes, locations, "Micro-Manager metadata") with
        {
            ChannelNames =
            [
                .. channels
                    .Select(c => pages.First(p => (p.Axes.Channel ?? "") == c.Key))
                    .Select(p => p.Axes.ChannelName ?? p.Axes.Channel ?? ""),
            ],
            PixelSizeMicrons = pages[0].Axes.PixelMicrons,
            FrameIntervalSeconds = Interval(pages, times),
        };
    }

    /// <summary>
    /// Numbers the values of an axis: whole numbers in their order, as instants even by themselves, so that one that was not
    /// recorded leaves a gap; words in the order in which they come.
    /// </summary>
    private static OrderedDictionary<string, int> Numbered(IEnumerable<string?> values, bool keepGaps)
    {
        string[] distinct = [.. values.Select(v => v ?? "").Distinct()];
        var numbers = new OrderedDictionary<string, int>();
        int[] whole =
        [
            .. distinct.Select(v =>
                int.TryParse(v, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : int.MinValue
            ),
        ];
        if (whole.Contains(int.MinValue))
        {
            foreach (var value in distinct)
                numbers.Add(value, numbers.Count);
            return numbers;
        }
        Array.Sort(whole, distinct);
        var asTheyAre = keepGaps && whole[0] >= 0 && whole[^1] < StackSizes.Most && whole.Distinct().Count() == whole.Length;
        for (var i = 0; i < distinct.Length; i++)
            numbers.Add(distinct[i], asTheyAre ? whole[i] : i);
        return numbers;
    }

    /// <summary>From the first instant to the last, divided evenly.</summary>
    private static double? Interval(IReadOnlyList<(FrameLocation Location, PageAxes Axes)> pages, OrderedDictionary<string, int> times)
    {
        var (first, last) = (pages.MinBy(p => times[p.Axes.Time ?? ""]).Axes, pages.MaxBy(p => times[p.Axes.Time ?? ""]).Axes);
        var seconds = (last.Milliseconds - first.Milliseconds) / 1000 / (times[last.Time ?? ""] - times[first.Time ?? ""]);
        return seconds is > 0 and < double.PositiveInfinity ? seconds : null;
    }
}
