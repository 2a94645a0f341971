using System.Text.Json;
using PostFocus.Imaging.Json;

namespace PostFocus.Imaging.Layout;

/// <summary>Which instant, focal plane and channel a page is, by what Micro-Manager notes with it.</summary>
/// <param name="Time">Instant; null where the axis is not named.</param>
/// <param name="Plane">Focal plane; null where the axis is not named.</param>
/// <param name="Channel">Channel; null where the axis is not named.</param>
/// <param name="Others">Where it is along all other axes, such as "position=2": each is a series.</param>
/// <param name="ChannelName">Name of the channel; null where there is none.</param>
/// <param name="PixelMicrons">Side of a pixel; null where it is not known.</param>
/// <param name="Milliseconds">Since the acquisition began; null where it is not known.</param>
internal sealed record PageAxes(
    string? Time,
    string? Plane,
    string? Channel,
    string Others,
    string? ChannelName,
    double? PixelMicrons,
    double? Milliseconds
)
{
    private static readonly string[] s_own = ["time", "z", "channel"];

    /// <summary>From the JSON of a page: NDTiff's axes, or the indices of Micro-Manager's own stacks. Null where it has neither.</summary>
    public static PageAxes? Parse(JsonElement page)
    {
        JsonElement? json = page;
        var axes = json.Get("Axes") is { ValueKind: JsonValueKind.Object } named
            ? named.EnumerateObject().GroupBy(a => a.Name).ToDictionary(a => a.Key, a => Value(a.Last().Value))
            : new Dictionary<string, string?>(
                from axis in new[]
                {
                    ("time", "FrameIndex"),
                    ("z", "SliceIndex"),
                    ("channel", "ChannelIndex"),
                    ("position", "PositionIndex"),
                }
                where json.Get(axis.Item2) is not null
                select KeyValuePair.Create(axis.Item1, Value(json.Get(axis.Item2)!.Value))
            );
        if (axes.Count == 0 || axes.ContainsValue(null))
            return null;
        var others = string.Join(
            ", ",
            axes.Where(a => !s_own.Contains(a.Key)).OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}")
        );
        return new PageAxes(
            axes.GetValueOrDefault("time"),
            axes.GetValueOrDefault("z"),
            axes.GetValueOrDefault("channel"),
            others,
            json.Get("Channel").Text(),
            Positive(json.Get("PixelSizeUm")),
            json.Get("ElapsedTime-ms").Number()
        );

        static double? Positive(JsonElement? number) => number.Number() is > 0 and < double.PositiveInfinity and var value ? value : null;
    }

    /// <summary>A number or a word; null for anything else.</summary>
    private static string? Value(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Number } number
            ? number.TryGetInt32(out var whole)
                ? $"{whole}"
                : null
            : value.Text() is { Length: > 0 and <= 256 } word
                ? word
                : null;
}
