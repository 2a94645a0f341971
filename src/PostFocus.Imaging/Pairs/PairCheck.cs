using System.Globalization;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Registration;

namespace PostFocus.Imaging.Pairs;

/// <summary>Reads every pair once, and refuses or corrects those that do not lie on each other.</summary>
internal static class PairCheck
{
    public static IReadOnlyList<FramePair> Run(
        IReadOnlyList<FramePair> pairs,
        FramePairOptions options,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var measured = Measure(pairs, options, progress, cancellation);
        foreach (var pair in measured)
            RequireSameSize(measured[0], pair);
        RequireCertain(measured, options);
        return options.Registration switch
        {
            PairRegistration.Check when Shifted(measured, options) is { Length: > 0 } shifted => throw TooFar(
                shifted,
                measured.Length,
                options
            ),
            PairRegistration.Correct when Shifted(measured, options) is { Length: > 0 } shifted => Correct(measured, shifted, options),
            _ => measured,
        };
    }

    private static FramePair[] Measure(
        IReadOnlyList<FramePair> pairs,
        FramePairOptions options,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var measured = new FramePair[pairs.Count];
        var errors = new FrameFormatException?[pairs.Count];
        var done = 0;
        // Readers of a thread's own keep its stacks open: planes are then found without going through all before them.
        Parallel.For(
            0,
            pairs.Count,
            new ParallelOptions { CancellationToken = cancellation },
            () => (Frames: new FrameReader(), References: new FrameReader()),
            (i, loop, readers) =>
            {
                try
                {
                    measured[i] = Measure(pairs[i], readers.Frames, readers.References, options.Registration != PairRegistration.Skip);
                    progress?.Report(Interlocked.Increment(ref done));
                }
                catch (FrameFormatException e)
                {
                    // All pairs before this one are still looked at, so that the first error is always the same one.
                    errors[i] = e;
                    loop.Break();
                }
                return readers;
            },
            readers =>
            {
                readers.Frames.Dispose();
                readers.References.Dispose();
            }
        );
        return Array.Find(errors, e => e is not null) is { } first ? throw first : measured;
    }

    private static FramePair Measure(FramePair pair, FrameReader frames, FrameReader references, bool shift)
    {
        Frame frame = Read(frames, pair.Frame),
            reference = Read(references, pair.Reference);
        if ((frame.Height, frame.Width) != (reference.Height, reference.Width))
            throw Differ(
                pair,
                $"is {frame.Height} × {frame.Width} pixels (height × width)",
                $"{reference.Height} × {reference.Width}",
                "Export both at one size"
            );
        if (frame.PixelType != reference.PixelType)
            throw Differ(
                pair,
                $"has {frame.PixelType} pixels",
                $"{reference.PixelType}",
                "Export both with one pixel type, so that their counts can be compared"
            );
        var whole = new FrameWindow(0, 0, frame.Height, frame.Width);
        return pair with
        {
            FrameWindow = whole,
            ReferenceWindow = whole,
            Shift = shift ? PhaseCorrelation.Estimate(frame, reference) : null,
        };
    }

    private static Frame Read(FrameReader reader, FrameLocation location)
    {
        var frame = reader.Read(location);
        FrameCheck.Validate(frame, location);
        return frame;
    }

    private static void RequireSameSize(FramePair first, FramePair pair)
    {
        if (pair.FrameWindow != first.FrameWindow)
        {
            throw new FrameFormatException(
                pair.Frame.Path,
                pair.Frame.Page,
                $"the frame is {pair.FrameWindow.Height} × {pair.FrameWindow.Width} pixels (height × width), but '{first.Frame.Path}' is {first.FrameWindow.Height} × {first.FrameWindow.Width}. "
                    + "Pairs to train on must have one size: crop them, or train on one size only."
            );
        }
    }

    private static void RequireCertain(FramePair[] pairs, FramePairOptions options)
    {
        if (options.RequireCertainShift && Array.Find(pairs, p => p.Shift is { IsCertain: false }) is { } pair)
        {
            throw new FrameFormatException(
                pair.Frame.Path,
                pair.Frame.Page,
                $"it shows too little to tell whether it lies on its in-focus frame '{pair.Reference.Path}' (page {pair.Reference.Page}), or lies over {PhaseCorrelation.MostPixels} pixels away. Take the pair out, or accept such pairs (RequireCertainShift = false)."
            );
        }
    }

    private static FramePair[] Shifted(IEnumerable<FramePair> pairs, FramePairOptions options) =>
        [.. pairs.Where(p => IsShifted(p, options))];

    private static bool IsShifted(FramePair pair, FramePairOptions options) =>
        pair.Shift is { IsCertain: true } shift && shift.Length > options.MaxShiftPixels;

    private static FrameFormatException TooFar(FramePair[] shifted, int pairs, FramePairOptions options)
    {
        var worst = shifted.MaxBy(p => p.Shift!.Value.Length)!;
        var shift = worst.Shift!.Value;
        return new FrameFormatException(
            worst.Frame.Path,
            worst.Frame.Page,
            string.Create(
                CultureInfo.InvariantCulture,
                $"it lies {shift.Length:F1} pixels ({shift.Down:+0.0;-0.0;0.0} down, {shift.Right:+0.0;-0.0;0.0} right) from its in-focus frame '{worst.Reference.Path}' (page {worst.Reference.Page}); "
                    + $"at most {options.MaxShiftPixels} are allowed. {shifted.Length} of {pairs} pairs lie too far apart, this one the furthest. Have such pairs corrected (Registration = Correct, --register correct on the command line), allow more (MaxShiftPixels, --max-shift), or take them out."
            )
        );
    }

    /// <summary>
    /// With a margin as wide as the largest shift, the reference's window can follow each pair's shift within the frame.
    /// </summary>
    private static FramePair[] Correct(FramePair[] pairs, FramePair[] shifted, FramePairOptions options)
    {
        int down = shifted.Max(p => Math.Abs(Whole(p).Down)),
            right = shifted.Max(p => Math.Abs(Whole(p).Right));
        var size = pairs[0].FrameWindow;
        var middle = new FrameWindow(down, right, size.Height - 2 * down, size.Width - 2 * right);
        return [.. pairs.Select(p => p with { FrameWindow = middle, ReferenceWindow = IsShifted(p, options) ? Follow(p) : middle })];

        FrameWindow Follow(FramePair pair) => middle with { Top = middle.Top - Whole(pair).Down, Left = middle.Left - Whole(pair).Right };

        static (int Down, int Right) Whole(FramePair pair) =>
            ((int)Math.Round(pair.Shift!.Value.Down), (int)Math.Round(pair.Shift!.Value.Right));
    }

    private static FrameFormatException Differ(FramePair pair, string frame, string reference, string wayOn) =>
        new(
            pair.Frame.Path,
            pair.Frame.Page,
            $"it {frame}, but its in-focus frame '{pair.Reference.Path}' (page {pair.Reference.Page}) {reference}. {wayOn}."
        );
}
