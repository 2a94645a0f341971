using System.Text;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>Reads <see cref="MetaMorphNotes"/> from the tags of a MetaMorph stack.</summary>
internal static class MetaMorphTags
{
    private const ushort Uic1 = 33628,
        Uic3 = 33630;

    // For each plane: distance in Z (a fraction), then day and millisecond of creation, and of the last change.
    private const int PlaneBytes = 24;
    private const int FractionBytes = 8;
    private const uint MillisecondsADay = 86_400_000;

    public static MetaMorphNotes? Read(TiffStructure structure, TiffDirectory directory) =>
        directory.Entries.TryGetValue(MetaMorphPlanes.Uic2, out var planes)
        && structure.Planes is { } found
        && planes.Count == found.Announced
            ? new MetaMorphNotes(planes.Count, [.. Planes(structure.Bytes, directory, planes)], PixelSize(structure.Bytes, directory))
            : null;

    private static IEnumerable<MetaMorphPlane> Planes(TiffBytes bytes, TiffDirectory directory, TiffEntry planes)
    {
        // UIC3 has the wavelengths, a fraction for each plane.
        var hasWavelengths =
            directory.Entries.TryGetValue(Uic3, out var wavelengths)
            && wavelengths.Count == planes.Count
            && wavelengths.Count <= StackSizes.Most
            && bytes.Holds(wavelengths.ValueOffset, wavelengths.Count * FractionBytes);
        for (ulong i = 0; i < Math.Min(planes.Count, StackSizes.Most) && bytes.Holds(planes.ValueOffset, PlaneBytes * (i + 1)); i++)
        {
            var at = planes.ValueOffset + PlaneBytes * i;
            yield return new MetaMorphPlane(
                bytes.Read(at + 8, 4) * (double)MillisecondsADay + bytes.Read(at + 12, 4),
                Fraction(bytes, at),
                hasWavelengths ? Fraction(bytes, wavelengths.ValueOffset + FractionBytes * i) : 0
            );
        }
    }

    private static double Fraction(TiffBytes bytes, ulong at) =>
        bytes.Read(at + 4, 4) is > 0 and var denominator ? bytes.Read(at, 4) / (double)denominator : 0;

    /// <summary>UIC1: pairs of what and its value, or where that lies.</summary>
    private static double? PixelSize(TiffBytes bytes, TiffDirectory directory)
    {
        const uint isCalibrated = 3,
            size = 4,
            unit = 6;
        if (!directory.Entries.TryGetValue(Uic1, out var entry) || !bytes.Holds(entry.ValueOffset, entry.Count * 8))
            return null;
        var notes = new Dictionary<ulong, ulong>();
        for (ulong i = 0; i < Math.Min(entry.Count, 128); i++)
            notes.TryAdd(bytes.Read(entry.ValueOffset + 8 * i, 4), bytes.Read(entry.ValueOffset + 8 * i + 4, 4));
        if (
            notes.GetValueOrDefault(isCalibrated) == 0
            || !notes.TryGetValue(size, out var sizeAt)
            || !notes.TryGetValue(unit, out var unitAt)
            || !bytes.Holds(sizeAt, 8)
            || !bytes.Holds(unitAt, 4)
        )
            return null;
        var length = (int)Math.Min(bytes.Read(unitAt, 4), 32);
        if (!bytes.Holds(unitAt + 4, (ulong)length))
            return null;
        double numerator = bytes.Read(sizeAt, 4),
            denominator = bytes.Read(sizeAt + 4, 4);
        return numerator > 0 && denominator > 0
            ? PhysicalUnits.Microns(numerator / denominator, Encoding.Latin1.GetString(bytes.ReadBytes(unitAt + 4, length)).TrimEnd('\0'))
            : null;
    }
}
