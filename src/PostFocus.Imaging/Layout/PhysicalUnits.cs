using System.Globalization;

namespace PostFocus.Imaging.Layout;

/// <summary>Lengths in µm and times in s from the units that microscopes write; null for a unit that is none.</summary>
internal static class PhysicalUnits
{
    /// <summary>A number above 0; null for anything else: programs write 0, NaN and blanks for what they do not know.</summary>
    public static double? Positive(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
            ? value
            : null;

    public static double? Microns(double length, string unit) =>
        unit.Replace("\\u00B5", "µ", StringComparison.OrdinalIgnoreCase).Replace('\u03BC', 'µ') switch
        {
            "µm" or "um" or "micron" or "microns" or "micrometer" or "micrometre" => length,
            "nm" or "nanometer" or "nanometre" => length * 1e-3,
            "mm" or "millimeter" or "millimetre" => length * 1e3,
            "cm" or "centimeter" or "centimetre" => length * 1e4,
            "m" or "meter" or "metre" => length * 1e6,
            "Å" or "angstrom" => length * 1e-4,
            "inch" or "in" => length * 25400,
            _ => null,
        };

    public static double? Seconds(double time, string unit) =>
        unit.Replace('\u03BC', 'µ') switch
        {
            "s" or "sec" or "second" or "seconds" => time,
            "ms" or "msec" or "millisecond" or "milliseconds" => time * 1e-3,
            "µs" or "us" or "microsecond" or "microseconds" => time * 1e-6,
            "min" or "minute" or "minutes" => time * 60,
            "h" or "hr" or "hour" or "hours" => time * 3600,
            "d" or "day" or "days" => time * 86400,
            _ => null,
        };
}
