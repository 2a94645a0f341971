using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Scaling;

namespace PostFocus.Transforms.Frames;

/// <summary>Frames as networks see them, in training as in use.</summary>
internal static class NetworkUnits
{
    /// <summary>Pixel sizes that differ by less are taken as one.</summary>
    public const double PixelTolerance = 0.02;

    /// <summary>Beyond, a pixel size is an error more likely than a microscope, and enlarged frames would fill the memory.</summary>
    private const double MostRescaling = 10;

    /// <summary>The frame in unit intensities, at the network's pixel size.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="map">Its intensities.</param>
    /// <param name="pixelMicrons">Its pixel size; NaN or not above 0 where it is not known.</param>
    /// <param name="wanted">The network's pixel size; null: frames are taken as they are.</param>
    public static (float[] Unit, int Height, int Width) Of(NamedFrame frame, IntensityMap map, float pixelMicrons, double? wanted)
    {
        (var height, var width) = (frame.Frame.Height, frame.Frame.Width);
        var unit = new float[frame.Frame.Counts.Length];
        map.ToUnit(frame.Frame.Counts, unit);
        // Not known is NaN, and some programs write 0.
        if (wanted is not { } size || !(pixelMicrons > 0))
            return (unit, height, width);
        var factor = pixelMicrons / size;
        if (Math.Abs(factor - 1) <= PixelTolerance)
            return (unit, height, width);
        return factor >= 1 / MostRescaling && factor <= MostRescaling
            ? FrameScaling.Resample(unit, height, width, factor)
            : throw new FrameFormatException(
                frame.Name,
                null,
                $"its pixels are {pixelMicrons} µm wide, more than {MostRescaling} times off the {size} µm that the network was "
                    + "trained at. Correct the pixel size (PixelMicrons in SequenceOptions, --pixel on the command line)"
            );
    }
}
