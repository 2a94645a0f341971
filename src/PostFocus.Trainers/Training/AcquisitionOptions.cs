using PostFocus.Imaging;

namespace PostFocus.Trainers.Training;

/// <summary>
/// What cameras and files do to frames and what leaves their focus as it is, drawn anew each time that a frame is trained on.
/// A network that has seen one level of noise takes it for a sign of what it knows: on frames with less it does worse.
/// </summary>
/// <remarks>
/// Frames are smoothed, then noise is added, then they are rounded. Their truth is left as it is. Frames to train on should have
/// less noise than <see cref="LeastNoise"/> of their own.
/// </remarks>
public sealed record AcquisitionOptions
{
    /// <summary>No change.</summary>
    public static AcquisitionOptions None { get; } = new();

    /// <summary>
    /// Least standard deviation of the noise as a share of the sequence's intensity range, 0 to 0.5. Above 0 levels are drawn evenly
    /// in their logarithm, from 0 evenly. Default 0.
    /// </summary>
    public double LeastNoise
    {
        get;
        init => field = Require.Range(value, 0, 0.5);
    }

    /// <summary>Greatest standard deviation of the noise as a share of the range, 0 to 0.5. Default 0.</summary>
    public double MostNoise
    {
        get;
        init => field = Require.Range(value, 0, 0.5);
    }

    /// <summary>
    /// Greatest size of the noise's grain, 0 to 4: the standard deviation in pixels of the Gaussian that white noise is smoothed by.
    /// Half of the frames have white noise. Default 0.
    /// </summary>
    public double NoiseGrain
    {
        get;
        init => field = Require.Range(value, 0, 4);
    }

    /// <summary>
    /// Greatest standard deviation in pixels, 0 to 4, of a Gaussian that frames are smoothed by, as enlarged or binned ones are. Half of
    /// the frames are left as sharp as they are. Default 0.
    /// </summary>
    public double Smoothing
    {
        get;
        init => field = Require.Range(value, 0, 4);
    }

    /// <summary>Share of the frames, 0 to 1, that are rounded to 64 to 256 grey levels over the range. Default 0.</summary>
    public double CoarseShare
    {
        get;
        init => field = Require.Range(value, 0, 1);
    }

    internal void Validate() =>
        Require.That(
            LeastNoise <= MostNoise,
            LeastNoise,
            $"{nameof(LeastNoise)} {LeastNoise} is greater than {nameof(MostNoise)} {MostNoise}.",
            nameof(LeastNoise)
        );
}
