using System.Text.Json;

namespace PostFocus.Imaging.Layout;

/// <summary>The description that Python's tifffile writes: JSON such as {"axes": "ZYX", "shape": [10, 32, 40]}.</summary>
internal static class ShapedDescription
{
    public static bool Recognises(string description) =>
        description.StartsWith('{') && description.Contains("\"shape\"", StringComparison.Ordinal);

    /// <summary>Names, where each axis has one, and lengths of all axes; null where it has none that can be understood.</summary>
    public static (string? Axes, int[] Shape)? Parse(string description)
    {
        try
        {
            using var json = JsonDocument.Parse(description);
            if (!json.RootElement.TryGetProperty("shape", out var shape) || shape.ValueKind != JsonValueKind.Array)
                return null;
            int[] sizes =
            [
                .. shape
                    .EnumerateArray()
                    .Select(s => s.ValueKind == JsonValueKind.Number && s.TryGetInt32(out var size) && size > 0 ? size : 0),
            ];
            if (sizes.Contains(0))
                return null;
            var named =
                json.RootElement.TryGetProperty("axes", out var axes) && axes.ValueKind == JsonValueKind.String ? axes.GetString() : null;
            return (named?.Length == sizes.Length ? named : null, sizes);
        }
        // The latter for letters that are half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
