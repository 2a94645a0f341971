using PostFocus.Imaging.Pictures;
using PostFocus.Imaging.Statistics;
using PostFocus.Plots;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Quality against cost and distance, and some of the frames.</summary>
internal static class RestorationPictures
{
    private const double BinMicrons = 2;

    public static void Draw(string folder, IReadOnlyList<MethodResult> methods, IReadOnlyList<string> data)
    {
        CurvePlot
            .Create(
                "Quality and cost",
                new("log10 of GFLOP a frame"),
                new("PSNR, dB"),
                [
                    .. methods
                        .Where(m => m.Flops > 0)
                        .Select(m => new Curve(m.Name, [Quality(Math.Log10(m.Flops / 1e9), m.Frames)], Joined: false)),
                ]
            )
            .Write(Path.Combine(folder, "quality-cost.svg"));
        CurvePlot
            .Create(
                "Quality by distance from focus",
                new("Distance from focus, µm"),
                new("PSNR, dB"),
                [
                    .. methods.Select(m => new Curve(
                        m.Name,
                        [
                            .. m
                                .Frames.GroupBy(f => (int)(Math.Abs(f.DefocusMicrons) / BinMicrons))
                                .OrderBy(bin => bin.Key)
                                .Select(bin => Quality(bin.Average(f => Math.Abs(f.DefocusMicrons)), [.. bin])),
                        ]
                    )),
                ]
            )
            .Write(Path.Combine(folder, "quality-distance.svg"));
        foreach (var set in data)
            Draw(
                Path.Combine(folder, $"frames-{DataFolder.Name(set)}.png"),
                [.. methods.Select(m => m.Shown.Where(s => DataFolder.Holds(set, s.File)).ToArray())]
            );
    }

    private static CurvePoint Quality(double x, IReadOnlyList<MeasuredFrame> frames)
    {
        (var low, var high) = BootstrapOverWells.OfMean(frames.Select(f => (f.Well, f.Psnr)));
        return new(x, frames.Average(f => f.Psnr), low, high);
    }

    /// <summary>A row a frame: as recorded, by each method, the truth.</summary>
    private static void Draw(string path, IReadOnlyList<ShownFrame[]> methods)
    {
        var recorded = methods[0];
        if (recorded.Length == 0)
            return;
        var table = new Montage(gap: 0, ground: 0);
        foreach ((var row, var frame) in recorded.Index())
            table.AddRow(
                frame.Height,
                frame.Width,
                frame.Black,
                frame.White,
                methods.Select(method => method[row].Restored).Append(frame.Truth)
            );
        table.WriteGrey(path);
    }
}
