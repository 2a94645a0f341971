using System.Text.RegularExpressions;

namespace PostFocus.Imaging.Sequences.Names;

/// <summary>What the letters before a number commonly mean in the file names of microscopes.</summary>
internal static partial class NameRoles
{
    // The surer first: in r01c01f01p01-ch1sk1 (Harmony) c is the column, as there is ch.
    private static readonly string[] s_times = ["t", "time", "timepoint", "tp", "frame", "sk"];
    private static readonly string[] s_channels = ["ch", "channel", "wavelength", "wave", "wv", "w", "c"];
    private static readonly string[] s_planes = ["z", "plane", "slice", "zslice", "zstep"];

    private static readonly Dictionary<string, string> s_parts = new()
    {
        ["s"] = "position",
        ["xy"] = "position",
        ["f"] = "position",
        ["fld"] = "position",
        ["field"] = "position",
        ["fov"] = "position",
        ["site"] = "position",
        ["pos"] = "position",
        ["position"] = "position",
        ["p"] = "position",
        ["m"] = "position",
        ["scene"] = "position",
        ["series"] = "position",
        ["tile"] = "position",
        ["well"] = "well",
        ["r"] = "row",
        ["row"] = "row",
        ["c"] = "column",
        ["col"] = "column",
    };

    public static bool IsMarker(string letters) =>
        letters.ToLowerInvariant() is var m
        && (s_times.Contains(m) || s_channels.Contains(m) || s_planes.Contains(m) || s_parts.ContainsKey(m));

    /// <summary>
    /// The letters before a number, right before it or, where they are a word of ours, before a separator: "t", "channel".
    /// </summary>
    public static string Marker(string before)
    {
        if (Letters().Match(before) is not { Success: true } match)
            return "";
        var letters = match.Groups[1].Value.ToLowerInvariant();
        return match.Groups[2].Length == 0 || IsMarker(letters) ? letters : "";
    }

    /// <summary>The letters before a number as they stand, with the separators around them; empty where there are none.</summary>
    public static string Label(string before)
    {
        if (Marker(before).Length == 0)
            return "";
        var start = Letters().Match(before).Index;
        return before[(start > 0 && before[start - 1] is '_' or '-' or ' ' ? start - 1 : start)..];
    }

    /// <summary>Which columns are time, channel and focal plane; null where none is.</summary>
    public static (NameColumn? Time, NameColumn? Channel, NameColumn? Plane) Assign(NameColumns names)
    {
        NameColumn[] numbers = [.. names.Columns.Where(c => c.IsNumber)];
        var channel = First(numbers, s_channels);
        var plane = First(numbers, s_planes) ?? (Harmony().IsMatch(Example(names)) ? First(numbers, ["p"]) : null);
        var time = First(numbers, s_times);
        if (time is null && !names.HaveTimes && !Time().IsMatch(Example(names)))
        {
            // A number without a word of ours: the nine digits of Micro-Manager's img_000000000_Phase_000, or else the last.
            NameColumn[] unknown = [.. numbers.Where(c => !IsMarker(Marker(c.Before)))];
            time =
                unknown.FirstOrDefault(c => c.Values.All(v => v.Length == 9))
                ?? unknown.LastOrDefault(c => Marker(c.Before).Length == 0)
                ?? unknown.LastOrDefault();
        }
        return (time, channel, plane);
    }

    /// <summary>What to call a part that tells sequences apart.</summary>
    public static string PartName(NameColumn column)
    {
        var marker = Marker(column.Before);
        return !column.IsNumber
            ? column.Values.All(v => Well().IsMatch(v))
                ? "well"
                : "part"
            : s_parts.TryGetValue(marker, out var name)
                ? name
                : IsRow(column)
                    ? "well"
                    : marker.Length > 0
                        ? marker
                        : "part";
    }

    public static bool IsWell(NameColumn column) => PartName(column) == "well";

    /// <summary>Whether the letter before is a row of a plate, and the number a column.</summary>
    private static bool IsRow(NameColumn column) =>
        RowOfPlate().IsMatch(column.Before) && column.Values.All(v => v.Length <= 2) && !IsMarker(Marker(column.Before));

    private static NameColumn? First(NameColumn[] columns, string[] markers) =>
        markers.Select(m => columns.LastOrDefault(c => Marker(c.Before) == m)).FirstOrDefault(c => c is not null);

    /// <summary>The first of the names.</summary>
    private static string Example(NameColumns names) => string.Concat(names.Columns.Select(c => c.Before + c.Values[0])) + names.After;

    [GeneratedRegex("([A-Za-z]+)([-_ =]?)$", RegexOptions.CultureInvariant)]
    private static partial Regex Letters();

    // A time that is the same in all.
    [GeneratedRegex("(?<![A-Za-z])(t|time|timepoint|tp|frame|sk)[0-9]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Time();

    [GeneratedRegex("^[A-Za-z][0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex Well();

    [GeneratedRegex("(^|[^A-Za-z0-9])[A-P]$", RegexOptions.CultureInvariant)]
    private static partial Regex RowOfPlate();

    [GeneratedRegex("r[0-9]+c[0-9]+f[0-9]+p[0-9]+-ch[0-9]+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Harmony();
}
