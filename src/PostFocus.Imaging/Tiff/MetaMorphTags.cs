using System.Text;

namespace PostFocus.Imaging;

/// <summary>Reads <see cref="MetaMorphNotes"/> from the tags of a MetaMorph stack.</summary>
internal static class MetaMorphTags
{
    private const ushort Uic1 = 33628;

    // For each plane: distance in Z (a fraction), then day and millisecond of creation, and of the last change.
    private const int PlaneBytes = 24;
    private const uint MillisecondsADay = 86_400_000;

    public static MetaMorphNotes? Read(TiffStructure structure, TiffDirectory directory) =>
        directory.Entries.TryGetValue(MetaMorphPlanes.Uic2, out var planes) && structure.Planes is { } found && planes.Count == found.Announced
            ? new MetaMorphNotes(planes.Count, Interval(structure.Bytes, planes, found.Count), PixelSize(structure.Bytes, directory))
            : null;

    /// <summary>From the first plane to the last, divided evenly.</summary>
    private static double? Interval(TiffBytes bytes, TiffEntry planes, int count) =>
        Time(bytes, planes, 0) is { } first && Time(bytes, planes, count - 1) is { } last && last > first
            ? (last - first) / 1000.0 / (count - 1)
            : null;

    private static double? Time(TiffBytes bytes, TiffEntry planes, int plane)
    {
        var at = planes.ValueOffset + PlaneBytes * (ulong)plane + 8;
        return bytes.Holds(at, 8) ? bytes.Read(at, 4) * (double)MillisecondsADay + bytes.Read(at + 4, 4) : null;
    }

    /// <summary>UIC1: pairs of what and its value, or where that lies.</summary>
    private static double? PixelSize(TiffBytes bytes, TiffDirectory directory)
    {
        const uint isCalibrated = 3, size = 4, unit = 6;
        if (!directory.Entries.TryGetValue(Uic1, out var entry) || !bytes.Holds(entry.ValueOffset, entry.Count * 8))
            return null;
        var notes = new Dictionary<ulong, ulong>();
        for (ulong i = 0; i < Math.Min(entry.Count, 128); i++)
            notes.TryAdd(bytes.Read(entry.ValueOffset + 8 * i, 4), bytes.Read(entry.ValueOffset + 8 * i + 4, 4));
        if (notes.GetValueOrDefault(isCalibrated) == 0 || !notes.TryGetValue(size, out var sizeAt) || !notes.TryGetValue(unit, out var unitAt)
            || !bytes.Holds(sizeAt, 8) || !bytes.Holds(unitAt, 4))
            return null;
        var length = (int)Math.Min(bytes.Read(unitAt, 4), 32);
        if (!bytes.Holds(unitAt + 4, (ulong)length))
            return null;
        double numerator = bytes.Read(sizeAt, 4), denominator = bytes.Read(sizeAt + 4, 4);
        return numerator > 0 && denominator > 0
            ? PhysicalUnits.Microns(numerator / denominator, Encoding.Latin1.GetString(bytes.ReadBytes(unitAt + 4, length)).TrimEnd('\0'))
            : null;
    }
}
