using System.Globalization;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.Reality;

/// <summary>
/// A recorded triplet of sephaCe set 1, adherent cells in 40× brightfield. Its stage counts against the simulation's
/// axis: cells are dark where its distance is positive.
/// </summary>
/// <param name="Name">Its name in the file names: 'fine' or 'init'.</param>
/// <param name="DarkMicrons">Distance of the dark side from focus.</param>
/// <param name="BrightMicrons">Distance of the bright side, negative.</param>
internal sealed record SephaceTriplet(string Name, double DarkMicrons, double BrightMicrons)
{
    /// <summary>As recorded.</summary>
    public const double PixelMicrons = 0.16;

    public static SephaceTriplet Fine { get; } = new("fine", 9.75, -10.3);
    public static SephaceTriplet Init { get; } = new("init", 25.2, -24);

    /// <exception cref="FileNotFoundException">A plane is missing.</exception>
    public FocusTriplet Read(string folder)
    {
        return new(Plane(DarkMicrons), Plane(0), Plane(BrightMicrons));

        Frame Plane(double distance)
        {
            var name = $"set1_{Name}_dz{distance.ToString("+00.00;-00.00;+00.00", CultureInfo.InvariantCulture)}um.png";
            var path = Directory.EnumerateFiles(folder, name, SearchOption.AllDirectories).FirstOrDefault();
            return path is null
                ? throw new FileNotFoundException($"'{folder}' and the folders in it have no {name}.")
                : FrameFile.Read(path);
        }
    }
}
