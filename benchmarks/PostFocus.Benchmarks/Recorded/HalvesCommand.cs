using System.CommandLine;
using System.Globalization;
using PostFocus.Benchmarks.Reality;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Registration;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Benchmarks.Recorded;

/// <summary>
/// <c>halves</c>: the recorded planes of sephaCe set 1 as two data sets, the left half of the field to train on and the right
/// half to measure on. It is one field, so neither half tells how other fields would fare.
/// </summary>
internal static class HalvesCommand
{
    public static Command Create()
    {
        var sephace = new Option<string>("--sephace")
        {
            Description = "Folder with the planes of sephaCe set 1, as for 'reality'.",
            Required = true,
        };
        var pixel = new Option<double>("--pixel")
        {
            DefaultValueFactory = _ => 0.65,
            Description = "Pixel size that the planes are brought to, µm; recorded were 0.16.",
        };
        var path = new Option<string>("--out") { Description = "Folder for 'left' and 'right', each with truth.csv.", Required = true };
        var command = new Command("halves", "Makes two data sets of the recorded field, one to train on and one to measure on.")
        {
            sephace,
            pixel,
            path,
        };
        command.SetAction(parsed =>
        {
            (var microns, var folder) = (parsed.GetValue(pixel), parsed.GetRequiredValue(path));
            List<ManifestRow> left = [],
                right = [];
            foreach (var triplet in new[] { SephaceTriplet.Fine, SephaceTriplet.Init })
            {
                var planes = triplet.Read(parsed.GetRequiredValue(sephace));
                var focus = Resampled(planes.Focus, microns);
                foreach (
                    (var plane, var z) in new[]
                    {
                        (planes.Focus, 0.0),
                        (planes.Dark, triplet.DarkMicrons),
                        (planes.Bright, triplet.BrightMicrons),
                    }
                )
                {
                    var small = Resampled(plane, microns);
                    var shift = PhaseCorrelation.Estimate(small, focus);
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{triplet.Name}, z {z} µm: {small.Height} × {small.Width} pixels, {shift}"
                        )
                    );
                    left.Add(Write(Path.Combine(folder, "left"), triplet.Name, z, microns, FrameCut.Half(small, 0)));
                    right.Add(Write(Path.Combine(folder, "right"), triplet.Name, z, microns, FrameCut.Half(small, 1)));
                }
            }
            foreach ((var name, var rows) in new[] { ("left", left), ("right", right) })
                Manifest.Write(Path.Combine(folder, name, "truth.csv"), rows);
        });
        return command;
    }

    private static Frame Resampled(Frame frame, double microns)
    {
        var small = FrameResampling.At(frame, SephaceTriplet.PixelMicrons, microns);
        return new(small.Height, small.Width, [.. small.Counts.Select(c => MathF.Round(Math.Clamp(c, 0, byte.MaxValue)))], PixelType.UInt8);
    }

    /// <summary>Writes a plane and tells its row of the manifest.</summary>
    private static ManifestRow Write(string folder, string triplet, double z, double microns, Frame frame)
    {
        Directory.CreateDirectory(folder);
        string PathOf(double plane) =>
            Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{triplet}{plane:+00.00;-00.00;+00.00}.png"));
        FrameFile.WritePng(PathOf(z), frame);
        return new(
            PathOf(z),
            triplet,
            FrameIndex: z == 0 ? 0
                : z > 0 ? 1
                : 2,
            OutOfFocus: z != 0,
            PathOf(0),
            z,
            microns
        );
    }
}
