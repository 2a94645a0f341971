using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Scaling;

namespace PostFocus.Transforms.Restoration;

/// <summary>A restored frame and its per-pixel standard deviation over the samples, both in counts, [height, width].</summary>
internal sealed record RestoredFrame(float[] Mean, float[] Spread)
{
    /// <summary>
    /// From the network's to counts, at the frame's own pixels. Where the network worked at others, it is what it changed that is brought
    /// back, so that detail finer than its pixels stays as it was recorded.
    /// </summary>
    /// <param name="frame">As the network was to restore it.</param>
    /// <param name="map">Its intensities.</param>
    /// <param name="unit">What the network saw of it.</param>
    /// <param name="height">Of that.</param>
    /// <param name="width">Of that.</param>
    public RestoredFrame ToCounts(Frame frame, IntensityMap map, float[] unit, int height, int width)
    {
        var (mean, spread) = this;
        if ((height, width) != (frame.Height, frame.Width))
        {
            var change = Resampled([.. mean.Zip(unit, (after, before) => after - before)]);
            mean = new float[frame.Counts.Length];
            map.ToUnit(frame.Counts, mean);
            for (var p = 0; p < mean.Length; p++)
                mean[p] += change[p];
            spread = [.. Resampled(spread).Select(s => Math.Max(0, s))]; // a cubic can overshoot
        }
        map.ToCounts(mean, mean);
        return new(mean, spread);

        float[] Resampled(float[] image) => FrameScaling.Resample(image, height, width, frame.Height, frame.Width);
    }
}
