using PostFocus.Imaging.Focus;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Intensity;

/// <summary>
/// The intensity maps of a sequence: one for all of its frames, or where exposure, brightness or contrast change on the way, one for each
/// part.
/// </summary>
/// <remarks>
/// <para>A change is one of the whole frame that defocus does not make: the mean of the frame, and the median of 8 × 8 parts of it, move by
/// more than a tenth of the range that the counts of a frame span. In the shipped sample, in focus and out, the means move by up to 0.7 %
/// of it. Or it is one of contrast alone, by more than a factor of 1.6 (<see cref="ContrastSteps"/>).</para>
/// <para>Frames within 3 % of the range make one part. Between parts counts are taken to be affine: their gain is found from the contrast
/// of the frames, as a straight function of the brightness over all frames (<see cref="GainLine"/>), which holds for a longer exposure or a
/// brighter lamp (both in proportion above the camera's offset) as for an offset that moved (no gain), and averages what cells change. On
/// the sample with threefold exposure, drifts of 5 % a frame, a drifting offset and flicker the gains were within 6 %; with a step behind
/// which all frames are out of focus and none before it, within 16 %. A frame whose contrast says otherwise, by more than that factor, has
/// the gain that its contrast says.</para>
/// <para>Frames, fewer than a quarter, that reach beyond the others by more than twice what those span, because a bubble or a speck of dirt
/// goes by, get the map of the others.</para>
/// </remarks>
public static class IntensityMaps
{
    /// <summary>Fits the maps; see <see cref="IntensityMap.Fit"/>.</summary>
    /// <param name="frames">
    /// The frames in time order, at least one, all of one pixel type; gone through once more where exposure, brightness or contrast change
    /// or something passes by. Those that show nothing (<see cref="FieldContrast"/>) do not count, unless all do.
    /// </param>
    /// <param name="cameraOffset">Counts of the camera without light, or null.</param>
    /// <returns>A map a frame.</returns>
    /// <exception cref="ArgumentException">As <see cref="IntensityMap.Fit"/> says.</exception>
    public static IReadOnlyList<IntensityMap> Fit(IEnumerable<Frame> frames, double? cameraOffset = null)
    {
        ArgumentNullException.ThrowIfNull(frames);
        var fit = new IntensityMapsFit(cameraOffset);
        foreach (var frame in frames)
            fit.Add(frame, MissingPixels.Find(frame));
        return fit.Complete(frames);
    }
}
