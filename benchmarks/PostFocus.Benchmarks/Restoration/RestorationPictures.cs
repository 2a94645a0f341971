using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging;
using PostFocus.Plots;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Quality against cost and distance, and some of the frames.</summary>
internal static class RestorationPictures
{
    private const double BinMicrons = 2;

    public static void Draw(string folder, IReadOnlyList<MethodResult> methods, IReadOnlyList<string> data)
    {
        CurvePlot.Create("Quality and cost", new("log10 of GFLOP a frame"), new("PSNR, dB"),
            [.. methods.Where(m => m.Flops > 0).Select(m => new Curve(m.Name, [Quality(Math.Log10(m.Flops / 1e9), m.Frames)], Joined: false))])
            .Write(Path.Combine(folder, "quality-cost.svg"));
        CurvePlot.Create("Quality by distance from focus", new("Distance from focus, µm"), new("PSNR, dB"),
            [.. methods.Select(m => new Curve(m.Name, [.. m.Frames
                .GroupBy(f => (int)(Math.Abs(f.DefocusMicrons) / BinMicrons)).OrderBy(bin => bin.Key)
                .Select(bin => Quality(bin.Average(f => Math.Abs(f.DefocusMicrons)), [.. bin]))]))])
            .Write(Path.Combine(folder, "quality-distance.svg"));
        foreach (string set in data)
            Montage(Path.Combine(folder, $"frames-{DataSet.Name(set)}.png"), [.. methods.Select(m => m.Shown.Where(s => DataSet.Holds(set, s.File)).ToArray())]);
    }

    private static CurvePoint Quality(double x, IReadOnlyList<MeasuredFrame> frames)
    {
        (double low, double high) = BootstrapOverWells.OfMean(frames.Select(f => (f.Well, f.Psnr)));
        return new(x, frames.Average(f => f.Psnr), low, high);
    }

    /// <summary>A row a frame: as recorded, by each method, the truth.</summary>
    private static void Montage(string path, IReadOnlyList<ShownFrame[]> methods)
    {
        ShownFrame[] recorded = methods[0];
        if (recorded.Length == 0)
            return;
        (int height, int width, int columns) = (recorded[0].Height, recorded[0].Width, methods.Count + 1);
        var picture = new float[recorded.Length * height * columns * width];
        for (int row = 0; row < recorded.Length; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                float[] counts = column < methods.Count ? methods[column][row].Restored : recorded[row].Truth;
                for (int y = 0; y < height; y++)
                    for (int x = 0; x < width; x++)
                        picture[((row * height + y) * columns + column) * width + x] = Grey(counts[y * width + x], recorded[row]);
            }
        }
        FrameFile.WritePng(path, new Frame(recorded.Length * height, columns * width, picture, PixelType.UInt8));
    }

    private static float Grey(float counts, ShownFrame frame) =>
        (float)Math.Clamp(Math.Round(255 * (counts - frame.Black) / (frame.White - frame.Black)), 0, 255);
}
