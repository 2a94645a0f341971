using PostFocus.Imaging;
using PostFocus.Imaging.Pictures;

namespace PostFocus.Benchmarks.Reality;

/// <summary>Images side by side, all on one scale of relative brightness.</summary>
internal static class CropMontage
{
    /// <summary>Writes rows of crops as an 8-bit PNG.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="side">Height and width of a crop, pixels.</param>
    /// <param name="range">Relative brightness from black to white, around each image's median.</param>
    /// <param name="rows">For each row its images, with the corner where the crop begins.</param>
    public static void Write(string path, int side, double range, params IReadOnlyList<(Frame Frame, int Top, int Left)[]> rows)
    {
        var table = new Montage(gap: 0, ground: 0);
        foreach (var row in rows)
            table.AddRow(side, side, -range / 2, range / 2, row.Select(Relative));
        table.WriteGrey(path);

        float[] Relative((Frame Frame, int Top, int Left) crop)
        {
            (var frame, var top, var left) = crop;
            var median = frame.Counts.Order().ElementAt(frame.Counts.Length / 2);
            return
            [
                .. Enumerable
                    .Range(0, side * side)
                    .Select(i => frame.Counts[(top + i / side) * frame.Width + left + i % side] / median - 1),
            ];
        }
    }
}
