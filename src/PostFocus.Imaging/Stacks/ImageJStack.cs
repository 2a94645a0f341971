using System.Globalization;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>Axes from ImageJ's description.</summary>
internal static class ImageJStack
{
    public static StackLayout Read(StackFile file)
    {
        var fields = ImageJDescription.Fields(file.Description);
        var unit = fields.GetValueOrDefault("unit", "");
        return Axes(file, fields) with
        {
            PixelSizeMicrons = Microns(file.PixelsPerUnit, unit),
            PixelHeightMicrons = Microns(file.LinesPerUnit, fields.GetValueOrDefault("yunit", unit)),
            // Those of TIFF's own resolution, which ImageJ takes over from files that were never calibrated.
            HasUnitOfPrinters = unit is "inch" or "in" or "cm",
            PlaneSpacingMicrons = Number("spacing") is { } spacing ? PhysicalUnits.Microns(spacing, unit) : null,
            FrameIntervalSeconds = Number("finterval") is { } interval
                ? PhysicalUnits.Seconds(interval, fields.GetValueOrDefault("tunit", "sec"))
                : null,
            DisplayRange = Count("min") is { } black && Count("max") is { } white && black < white ? (black, white) : null,
        };

        static double? Microns(double? perUnit, string unit) => perUnit is { } known ? PhysicalUnits.Microns(1 / known, unit) : null;

        double? Count(string key) =>
            double.TryParse(fields.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var count)
            && double.IsFinite(count)
                ? count
                : null;

        double? Number(string key) => fields.TryGetValue(key, out var text) ? PhysicalUnits.Positive(text) : null;
    }

    private static StackLayout Axes(StackFile file, Dictionary<string, string> fields)
    {
        if (!fields.Keys.Any(k => k is "frames" or "slices" or "channels"))
            return file.AsTime(
                Size("images") > file.Pages
                    ? $"the ImageJ metadata name no axis, and {fields["images"]} images, of which {file.Pages} are there"
                    : "the ImageJ metadata name no axis"
            );
        if (
            Size("frames") is { } t
            && Size("slices") is { } z
            && Size("channels") is { } c
            && file.InOrderIfThere(new StackSizes(t, z, c), "CZT", "ImageJ metadata") is { } layout
        )
            return layout;
        return file.AsTime(
            $"the ImageJ metadata claim {Claim("frames")}, {Claim("slices")} and {Claim("channels")}, which are not the pages of the file"
        );

        // ImageJ leaves out the axes of length 1.
        int? Size(string key) =>
            !fields.TryGetValue(key, out var text) ? 1
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= StackSizes.Most
                ? size
            : null;

        string Claim(string key) => fields.TryGetValue(key, out var text) ? $"{key}={(text.Length > 20 ? text[..20] : text)}" : $"{key}=1";
    }
}
