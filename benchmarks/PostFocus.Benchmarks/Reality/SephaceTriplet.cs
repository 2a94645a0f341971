using System.Globalization;
using System.Text.RegularExpressions;
using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Reality;

/// <summary>The recorded triplet: sephaCe set 1, adherent cells in 40× brightfield, planes about 10 µm apart.</summary>
internal static partial class SephaceTriplet
{
    /// <summary>Where cells are dark: the stage's axis runs against the simulation's.</summary>
    public const double DarkMicrons = 9.75;
    public const double BrightMicrons = -10.3;

    /// <exception cref="FileNotFoundException">A plane is missing.</exception>
    public static FocusTriplet Read(string folder)
    {
        (string Path, double Micrometres)[] planes = [.. Directory.EnumerateFiles(folder, "*.png", SearchOption.AllDirectories)
            .Select(path => (path, match: Name().Match(Path.GetFileName(path))))
            .Where(file => file.match.Success)
            .Select(file => (file.path, double.Parse(file.match.Groups[1].Value, CultureInfo.InvariantCulture)))];
        return new(Plane(DarkMicrons), Plane(0), Plane(BrightMicrons));

        Frame Plane(double micrometres)
        {
            string? path = planes.FirstOrDefault(plane => Math.Abs(plane.Micrometres - micrometres) < 0.01).Path;
            return path is null
                ? throw new FileNotFoundException($"'{folder}' has no PNG of set 1, 'fine', dz {micrometres} µm (…set1_fine_dz{micrometres:+00.00;-00.00}um.png).")
                : FrameFile.Read(path);
        }
    }

    [GeneratedRegex(@"^set1_fine_dz([+-]\d+\.\d+)um\.png$")]
    private static partial Regex Name();
}
