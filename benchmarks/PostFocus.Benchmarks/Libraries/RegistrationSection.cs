using OpenCvSharp;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Registration;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Benchmarks.Libraries;

/// <summary>Registration: known shifts between a frame and its truth in focus, found here and by OpenCV's phase correlation.</summary>
internal static class RegistrationSection
{
    private const int Margin = 8; // the largest shift; frames are cut by as much on each side

    public static void Add(MarkdownReport report, string manifest)
    {
        var pairs = Manifest.Read(manifest).Where(row => row.ReferencePath is not null).ToArray();
        var groups = new (string Name, ShiftedPair[] Pairs)[]
        {
            ("in focus", Shifted(pairs.Where(p => !p.OutOfFocus!.Value))),
            ("out of focus", Shifted(pairs.Where(p => p.OutOfFocus!.Value))),
            ("out of focus, contrast inverted", [.. Shifted(pairs.Where(p => p.OutOfFocus!.Value)).Select(p => p.Inverted())]),
        };
        report
            .Heading(2, "Registration")
            .Paragraph(
                $"Frames of {manifest} against their truth, cut so that they lie up to {Margin} whole pixels apart: share of the shifts found to a pixel, and median distance from them. "
                    + "OpenCV's is phaseCorrelate with a Hann window; its native library comes with -p:OpenCv=true."
            )
            .Table(
                ["Frames", "n", "PostFocus", "OpenCV", "ms, PostFocus", "ms, OpenCV"],
                groups.Select(group =>
                {
                    if (!OpenCvIsThere())
                        return [group.Name, $"{group.Pairs.Length}", Found(group.Pairs, Own), "not there (-p:OpenCv=true)", "", ""];
                    var times = Timing.Milliseconds(() => Found(group.Pairs, Own), () => Found(group.Pairs, OpenCv));
                    return new[] { group.Name, $"{group.Pairs.Length}", Found(group.Pairs, Own), Found(group.Pairs, OpenCv) }
                        .Concat(times.Select(ms => $"{ms / group.Pairs.Length:F1}"))
                        .ToArray();
                })
            );
    }

    private sealed record ShiftedPair(Frame Frame, Frame Reference, int Down, int Right)
    {
        public ShiftedPair Inverted()
        {
            var most = Frame.Counts.Max();
            return this with { Frame = new(Frame.Height, Frame.Width, [.. Frame.Counts.Select(c => most - c)], Frame.PixelType) };
        }
    }

    private static ShiftedPair[] Shifted(IEnumerable<ManifestRow> rows)
    {
        var random = new Random(1);
        return
        [
            .. rows.Select(row =>
            {
                int down = random.Next(-Margin, Margin + 1),
                    right = random.Next(-Margin, Margin + 1);
                return new ShiftedPair(
                    Cut(FrameFile.Read(row.Path), Margin - down, Margin - right),
                    Cut(FrameFile.Read(row.ReferencePath!), Margin, Margin),
                    down,
                    right
                );
            }),
        ];
    }

    private static Frame Cut(Frame frame, int top, int left)
    {
        int height = frame.Height - 2 * Margin,
            width = frame.Width - 2 * Margin;
        float[] counts =
        [
            .. Enumerable.Range(0, height * width).Select(i => frame.Counts[(top + i / width) * frame.Width + left + i % width]),
        ];
        return new(height, width, counts, frame.PixelType);
    }

    private static string Found(ShiftedPair[] pairs, Func<ShiftedPair, (double Down, double Right)> estimate)
    {
        double[] errors =
        [
            .. pairs.Select(pair =>
            {
                var (down, right) = estimate(pair);
                return double.Hypot(down - pair.Down, right - pair.Right);
            }),
        ];
        return $"{errors.Share(e => e <= 1):P0}, {errors.Median():F2} px";
    }

    private static (double Down, double Right) Own(ShiftedPair pair)
    {
        var shift = PhaseCorrelation.Estimate(pair.Frame, pair.Reference);
        return (shift.Down, shift.Right);
    }

    private static (double Down, double Right) OpenCv(ShiftedPair pair)
    {
        using var frame = Matrix(pair.Frame);
        using var reference = Matrix(pair.Reference);
        using var window = new Mat();
        Cv2.CreateHanningWindow(window, frame.Size(), MatType.CV_64F);
        var shift = Cv2.PhaseCorrelate(reference, frame, window, out _);
        return (shift.Y, shift.X);
    }

    private static Mat Matrix(Frame frame)
    {
        var matrix = new Mat(frame.Height, frame.Width, MatType.CV_64F);
        matrix.SetArray(Array.ConvertAll([.. frame.Counts], c => (double)c));
        return matrix;
    }

    /// <summary>Its native library is large, and so a package that only -p:OpenCv=true brings.</summary>
    private static bool OpenCvIsThere()
    {
        try
        {
            using var matrix = new Mat(1, 1, MatType.CV_64F);
            return true;
        }
        catch (Exception e) when (e is TypeInitializationException or DllNotFoundException)
        {
            return false;
        }
    }
}
