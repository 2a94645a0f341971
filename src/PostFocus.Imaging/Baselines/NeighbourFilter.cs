using PostFocus.Imaging.Filters;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Baselines;

/// <summary>
/// A frame out of focus, restored by the radial filter (<see cref="RadialFilter"/>) that takes it to what the same place looks like in
/// focus at another time. It needs no pairs, no optics, no distance from focus and no network.
/// </summary>
/// <remarks>
/// <para>Most of a place stays as it is from one frame of a video to the next, and what has moved does not correlate. So the filter to a
/// neighbour in time is that to the frame's own truth with less gain: it fades what it cannot know. It is 48 numbers for a whole frame, so
/// nothing of the neighbour's image gets into the restored one.</para>
/// <para>A small frame determines 48 numbers badly, and what has moved makes the filter too weak. Within a video
/// (<c>RestoreByNeighbours</c>) the filters of other frames out of focus count beside a frame's own, as far as they fit it, and frames in
/// focus tell how much of each ring moves.</para>
/// <para>Whether it holds is tried on the frame itself: it is fitted to either half and applied to the other.</para>
/// </remarks>
public sealed class NeighbourFilter
{
    /// <summary>Least height and width of a frame, pixels: halves are filtered, too.</summary>
    public const int SmallestSide = 2 * FrameCheck.SmallestSide;

    private NeighbourFilter(float[] restored, float[] heldOut, float[] spread, double error) =>
        (Restored, HeldOut, Spread, HeldOutError) = (restored, heldOut, spread, error);

    /// <summary>The frame, filtered; its mean stays. The frame's axes and unit.</summary>
    public IReadOnlyList<float> Restored { get; }

    /// <summary>The same as it would show at the time of the neighbour, each half by the filter of the other half.</summary>
    public IReadOnlyList<float> HeldOut { get; }

    /// <summary>Standard deviation over the filters of both halves: how well the frame determines its filter.</summary>
    public IReadOnlyList<float> Spread { get; }

    /// <summary>
    /// Squared difference of <see cref="HeldOut"/> from the neighbour, as a share of the least of those that restore nothing: flat grey,
    /// the frame as recorded, at half contrast, after the best small Gaussian, which is chosen in view of the neighbour. Differences of
    /// means do not count. Below 1 where the filter tells more than these; not a number where the neighbour is flat.
    /// </summary>
    public double HeldOutError { get; }

    /// <summary>Fits the filter, and applies it.</summary>
    /// <param name="frame">Out of focus; row-major, axes [height, width], in any unit.</param>
    /// <param name="neighbour">The same place in focus near in time, or the mean of several; the same axes and unit.</param>
    /// <param name="height">Rows, at least <see cref="SmallestSide"/>.</param>
    /// <param name="width">Columns, at least <see cref="SmallestSide"/>.</param>
    /// <exception cref="ArgumentException">An image's length is not height × width.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is too small.</exception>
    public static NeighbourFilter Fit(float[] frame, float[] neighbour, int height, int width) =>
        Fit(frame, neighbour, height, width, VideoFilters.None);

    /// <summary>The same with what the video tells of the filter.</summary>
    internal static NeighbourFilter Fit(float[] frame, float[] neighbour, int height, int width, VideoFilters video)
    {
        ImageSize.Check(frame, height, width, SmallestSide);
        ImageSize.Check(neighbour, height, width, SmallestSide);
        HalfPlane[] halves = [HalfPlane.First(height, width), HalfPlane.Second(height, width)];
        var own = Statistics(frame, neighbour, height, width);
        RadialStatistics[] ownOfHalves =
        [
            .. halves.Select(half => Statistics(half.Cut(frame, width), half.Cut(neighbour, width), half.Height, half.Width)),
        ];
        // The halves' own filters tell how well the frame determines its filter.
        var weights = video.Weights(own, HeldOutGain(ownOfHalves), height * width);
        RadialFilter[] ofHalves = [.. ownOfHalves.Select(half => video.Filter(half, weights))];
        var heldOut = new float[frame.Length];
        double error = 0,
            least = 0;
        foreach (var (half, other) in halves.Zip(ofHalves.Reverse()))
        {
            var (cut, target) = (half.Cut(frame, width), Centred(half.Cut(neighbour, width)));
            var filtered = other.Apply(cut, half.Height, half.Width, video.Motion);
            half.Paste(filtered, heldOut, width);
            error += ImageMetrics.MeanSquaredError(target, Centred(filtered)) * target.Length;
            least += LeastTrivialError(target, Centred(cut), half) * target.Length;
        }
        float[][] twice = [.. ofHalves.Select(filter => filter.Apply(frame, height, width))];
        return new(
            video.Filter(own, weights).Apply(frame, height, width),
            heldOut,
            [.. twice[0].Zip(twice[1], (a, b) => MathF.Abs(a - b) / MathF.Sqrt(2))],
            error / least
        );
    }

    private static RadialStatistics Statistics(float[] from, float[] to, int height, int width)
    {
        var plane = new MirroredPlane(height, width);
        return RadialStatistics.Of(plane.Spectrum(from), plane.Spectrum(to), plane);
    }

    /// <summary>What the filter of each half takes off the error of the other half, as a share.</summary>
    private static double HeldOutGain(RadialStatistics[] halves) => (halves[0].Gain(Ring(halves[1])) + halves[1].Gain(Ring(halves[0]))) / 2;

    private static Func<int, double> Ring(RadialStatistics of) => ring => of.Power[ring] > 0 ? of.Cross[ring] / of.Power[ring] : 0;

    private static double LeastTrivialError(float[] target, float[] image, HalfPlane half) =>
        new[]
        {
            ImageMetrics.MeanSquaredError(target, TrivialRestorations.Faded(image, 0)),
            ImageMetrics.MeanSquaredError(target, image),
            ImageMetrics.MeanSquaredError(target, TrivialRestorations.Faded(image, 0.5)),
            TrivialRestorations.LeastErrorOfSmallGaussians(target, image, half.Height, half.Width),
        }.Min();

    private static float[] Centred(float[] image)
    {
        var mean = Moments.Mean<float>(image);
        return [.. image.Select(v => (float)(v - mean))];
    }

    /// <summary>One of two halves of an image, side by side along its longer side.</summary>
    private readonly record struct HalfPlane(int Top, int Left, int Height, int Width)
    {
        public static HalfPlane First(int height, int width) =>
            width >= height ? new(0, 0, height, width / 2) : new(0, 0, height / 2, width);

        public static HalfPlane Second(int height, int width) =>
            width >= height ? new(0, width / 2, height, width - width / 2) : new(height / 2, 0, height - height / 2, width);

        public float[] Cut(ReadOnlySpan<float> image, int width)
        {
            var cut = new float[Height * Width];
            for (var y = 0; y < Height; y++)
                image.Slice((Top + y) * width + Left, Width).CopyTo(cut.AsSpan(y * Width));
            return cut;
        }

        public void Paste(ReadOnlySpan<float> cut, Span<float> image, int width)
        {
            for (var y = 0; y < Height; y++)
                cut.Slice(y * Width, Width).CopyTo(image[((Top + y) * width + Left)..]);
        }
    }
}
