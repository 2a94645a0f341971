using System.Globalization;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>Axes from the tags of a MetaMorph stack: instants, or focal planes and wavelengths where its planes differ in these.</summary>
internal static class MetaMorphStack
{
    private const string Source = "MetaMorph stack";

    public static StackLayout Read(StackFile file, MetaMorphNotes notes)
    {
        var distances = Numbered(notes.Planes.Select(p => p.Distance));
        var wavelengths = Numbered(notes.Planes.Select(p => p.Wavelength));
        var layout =
            distances.Count <= 1 && wavelengths.Count <= 1
                ? AsTime(file, notes, Source)
                : Grid(file, notes.Planes, distances, wavelengths)
                    ?? AsTime(file, notes, "taken as time")
                        .WithRemark(
                            $"what MetaMorph notes of its planes, times ({Times(notes.Planes)}), Z distances ({distances.Count}) and wavelengths ({wavelengths.Count}), makes no whole instants; AxisOrder in SequenceOptions, --axes on the command line, says what they are"
                        );
        return layout with { PixelSizeMicrons = notes.PixelMicrons };
    }

    private static StackLayout AsTime(StackFile file, MetaMorphNotes notes, string source) =>
        file.AsTime(notes.Announced > (ulong)file.Pages ? StackFile.EndedEarly(file.Pages, (long)notes.Announced) : null, source) with
        {
            FrameIntervalSeconds =
                notes.Planes.Count >= file.Pages ? Interval(notes.Planes[0], notes.Planes[file.Pages - 1], file.Pages) : null,
        };

    /// <summary>
    /// Instants one after the other, each with every focal plane at every wavelength once; null where the planes are others.
    /// </summary>
    private static StackLayout? Grid(
        StackFile file,
        IReadOnlyList<MetaMorphPlane> planes,
        Dictionary<double, int> distances,
        Dictionary<double, int> wavelengths
    )
    {
        var instant = (long)distances.Count * wavelengths.Count;
        // Where every distance comes once, and later than the one before, it may be one focal plane that is followed over time.
        if (
            planes.Count < file.Pages
            || planes.Count % instant != 0
            || (distances.Count > 1 && planes.Count == instant && Times(planes) > 1)
        )
            return null;
        var sizes = new StackSizes((int)(planes.Count / instant), distances.Count, wavelengths.Count);
        int[][] instants = [.. Enumerable.Range(0, planes.Count).OrderBy(i => planes[i].Milliseconds).Chunk((int)instant)];
        if (instants.Zip(instants.Skip(1)).Any(pair => planes[pair.First[^1]].Milliseconds >= planes[pair.Second[0]].Milliseconds))
            return null;
        var found = new Dictionary<int, FrameLocation>();
        var named = new HashSet<int>();
        for (var t = 0; t < sizes.T; t++)
        {
            foreach (var page in instants[t])
            {
                var plane = sizes.IndexOf(t, distances[planes[page].Distance], wavelengths[planes[page].Wavelength]);
                if (!named.Add(plane))
                    return null;
                if (page < file.Pages)
                    found.Add(plane, file.Page(page));
            }
        }
        return RecordedPlanes.Layout(file.Path, sizes, found, Source) with
        {
            ChannelNames = wavelengths.Count > 1 ? [.. wavelengths.Keys.Select(w => w.ToString("G6", CultureInfo.InvariantCulture))] : [],
            FrameIntervalSeconds = Interval(planes[instants[0][0]], planes[instants[^1][0]], sizes.T),
        };
    }

    /// <summary>Values by the order in which they come.</summary>
    private static Dictionary<double, int> Numbered(IEnumerable<double> values) =>
        values.Distinct().Index().ToDictionary(v => v.Item, v => v.Index);

    private static int Times(IEnumerable<MetaMorphPlane> planes) => planes.Select(p => p.Milliseconds).Distinct().Count();

    /// <summary>From the first instant to the last, divided evenly; null where the times do not ascend.</summary>
    private static double? Interval(MetaMorphPlane first, MetaMorphPlane last, int instants) =>
        last.Milliseconds > first.Milliseconds ? (last.Milliseconds - first.Milliseconds) / 1000.0 / (instants - 1) : null;
}
