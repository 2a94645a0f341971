using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Compares the results of all methods, which are on the same frames in the same order.</summary>
internal sealed class RestorationReport(IReadOnlyList<MethodResult> methods, IReadOnlyList<string> data, string first)
{
    private static readonly IReadOnlyList<DistanceBin> s_distances = DistanceBin.Between(
        0,
        4,
        6,
        8,
        9,
        10,
        11,
        12,
        16,
        double.PositiveInfinity
    );

    internal const string Gained = "+0.00;-0.00;0.00";

    private readonly MethodResult _recorded = methods[0];
    private readonly MethodResult _first = methods.Single(m => m.Name == first);

    public MarkdownReport Make(IReadOnlyList<string> materials, string machine, string? pictures)
    {
        if (methods.FirstOrDefault(m => !Files(m).SequenceEqual(Files(_recorded))) is { } other)
            throw new InvalidDataException(
                $"The kept result of '{other.Name}' is of other frames. Remove it from the folder of results, and it is made again."
            );
        if (pictures is not null)
            RestorationPictures.Draw(Directory.CreateDirectory(pictures).FullName, methods, data);
        var frames = _recorded.Frames;
        return new MarkdownReport()
            .Heading(1, "Restoring out-of-focus frames")
            .Paragraph(
                $"{frames.Count} out-of-focus frames of {frames.Select(f => f.Well).Distinct().Count()} wells that no network was trained on, chosen by their true label and restored by every method. "
                    + "Means over frames; in brackets their 95 % interval, by bootstrap over wells."
            )
            .Add(materials, machine)
            .Heading(2, "Quality")
            .Paragraph(
                "PSNR in dB, the sequence's intensity range being the data range. Edge PCC: Pearson's correlation at the Canny edges of the truth. Tenengrad as a share of the truth's. "
                    + "Fréchet distance in the features of the focus classifier: no FID. Flicker, of videos: mean change from frame to frame beside the truth's, % of the range."
            )
            .Table(
                [
                    "Method",
                    "PSNR",
                    "Gain",
                    "Frames that gained",
                    "SSIM",
                    "PCC",
                    "Edge PCC",
                    "Tenengrad",
                    "Fréchet distance",
                    "Flicker",
                    $"PSNR less {first}'s",
                ],
                methods.Select(Quality)
            )
            .AddCells(methods, data)
            .Heading(2, "Cost, and what the spread tells")
            .Paragraph(
                "Evaluations of the network and its arithmetic a frame; seconds a frame in the pipeline, files read, on all cores; most memory of the whole process, which holds all frames. "
                    + "Spearman's correlation of spread and error over frames and within frames; coverage: share of pixels whose truth is within two spreads. "
                    + "Frames in focus that were looked at, of the two that there can be, in the mean."
            )
            .Table(
                [
                    "Method",
                    "Evaluations",
                    "GFLOP",
                    "s a frame",
                    "MB",
                    "Spread and error, frames",
                    "within frames",
                    "Coverage",
                    "Frames in focus",
                ],
                methods.Select(Cost)
            )
            .Heading(2, "PSNR gain by kind of object")
            .Table(
                ["Method", .. data.Select(DataFolder.Name)],
                methods.Skip(1).Select(m => (string[])[m.Name, .. data.Select(d => Gain(m, f => DataFolder.Holds(d, f.File)))])
            )
            .Heading(2, "PSNR gain below and above focus")
            .Table(
                ["Method", "z < 0", "z > 0"],
                methods.Skip(1).Select(m => (string[])[m.Name, Gain(m, f => f.DefocusMicrons < 0), Gain(m, f => f.DefocusMicrons > 0)])
            )
            .Heading(2, "PSNR gain by distance from focus")
            .Table(
                ["Method", .. Bins().Select(bin => $"{bin.Name} µm")],
                methods
                    .Skip(1)
                    .Select(m => (string[])[m.Name, .. Bins().Select(bin => Gain(m, bin.Holds))])
                    .Append(["*frames*", .. Bins().Select(bin => $"{frames.Count(bin.Holds)}")])
            );
    }

    /// <summary>What is measured, and what is shown.</summary>
    private static IEnumerable<string> Files(MethodResult method) =>
        [.. method.Frames.Select(f => f.File), .. method.Shown.Select(s => s.File)];

    private string[] Quality(MethodResult method)
    {
        var frames = method.Frames;
        var gains = Gains(method, _recorded);
        var isRecorded = method == _recorded;
        return
        [
            method.Name,
            WithInterval(frames, [.. frames.Select(f => f.Psnr)], "F2"),
            isRecorded ? "" : WithInterval(frames, gains, Gained),
            isRecorded ? "" : $"{gains.Share(g => g > 0):P1}",
            Mean(f => f.Ssim),
            Mean(f => f.Pcc),
            Mean(f => f.EdgePcc),
            frames.Select(f => f.Tenengrad).Spread("F3"),
            $"{(isRecorded ? method.FrechetBefore : method.FrechetAfter):F2}",
            double.IsNaN(method.Flicker) ? "" : $"{100 * method.Flicker:F2}",
            method == _first ? "" : WithInterval(frames, Gains(method, _first), Gained),
        ];

        string Mean(Func<MeasuredFrame, double> value) =>
            WithInterval([.. frames.Where(f => !double.IsNaN(value(f)))], [.. frames.Select(value).Where(v => !double.IsNaN(v))], "F4");
    }

    private static string[] Cost(MethodResult method) =>
        [
            method.Name,
            method.Evaluations > 0 ? $"{method.Evaluations}" : "",
            method.Evaluations > 0 ? $"{method.Flops / 1e9:F1}" : "",
            $"{method.SecondsPerFrame:F3}",
            $"{method.PeakMegabytes:F0}",
            Defined(method.SpreadErrorOverFrames),
            Defined(method.SpreadErrorWithinFrames),
            Defined(method.Coverage),
            method.Frames.Any(f => f.Neighbours > 0) ? $"{method.Frames.Average(f => f.Neighbours):F2}" : "",
        ];

    private static string Defined(double value) => double.IsNaN(value) ? "" : $"{value:F3}";

    private string Gain(MethodResult method, Func<MeasuredFrame, bool> which)
    {
        (MeasuredFrame Frame, double Gain)[] chosen = [.. method.Frames.Zip(Gains(method, _recorded)).Where(f => which(f.First))];
        return chosen.Length == 0 ? "" : WithInterval([.. chosen.Select(c => c.Frame)], [.. chosen.Select(c => c.Gain)], Gained);
    }

    private static double[] Gains(MethodResult method, MethodResult over) => [.. method.Frames.Zip(over.Frames, (a, b) => a.Psnr - b.Psnr)];

    internal static string WithInterval(IReadOnlyList<MeasuredFrame> frames, double[] values, string format)
    {
        (var low, var high) = BootstrapOverWells.OfMean(frames.Select(f => f.Well).Zip(values));
        return $"{values.Average().ToString(format)} [{low.ToString(format)}, {high.ToString(format)}]";
    }

    /// <summary>Of |defocus|; those that hold frames.</summary>
    private IEnumerable<(string Name, Func<MeasuredFrame, bool> Holds)> Bins() =>
        s_distances
            .Select(distance => (distance.Name, Holds: (Func<MeasuredFrame, bool>)(f => distance.Holds(f.DefocusMicrons))))
            .Where(bin => _recorded.Frames.Any(bin.Holds));
}
