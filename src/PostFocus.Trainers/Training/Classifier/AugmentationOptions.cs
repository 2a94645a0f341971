using PostFocus.Imaging;

namespace PostFocus.Trainers.Training.Classifier;

/// <summary>Random changes to training frames that leave their focus as it is.</summary>
public sealed record AugmentationOptions
{
    /// <summary>No change but the position of the crop.</summary>
    public static AugmentationOptions None { get; } =
        new()
        {
            Symmetries = false,
            Contrast = 0,
            Brightness = 0,
            Noise = 0,
        };

    /// <summary>Whether frames are flipped and turned by multiples of 90°. Default true.</summary>
    public bool Symmetries { get; init; } = true;

    /// <summary>
    /// Largest rotation by any angle, 0° to 180°, on top of <see cref="Symmetries"/>; corners that turn out of the frame are
    /// mirrored in. Default 0: the interpolation blurs a little, and blur is what the classifier looks at.
    /// </summary>
    public double MaxAngle
    {
        get;
        init => field = Require.Range(value, 0, 180);
    }

    /// <summary>
    /// Largest relative change of size, 0 to 0.5. Default 0: it changes how wide a given defocus looks.
    /// </summary>
    public double MaxScale
    {
        get;
        init => field = Require.Range(value, 0, 0.5);
    }

    /// <summary>Largest relative change of contrast, 0 to 0.9. Default 0.2.</summary>
    public double Contrast
    {
        get;
        init => field = Require.Range(value, 0, 0.9);
    } = 0.2;

    /// <summary>Largest change of brightness in unit intensities, 0 to 2. Default 0.1.</summary>
    public double Brightness
    {
        get;
        init => field = Require.Range(value, 0, 2);
    } = 0.1;

    /// <summary>Largest standard deviation of added noise in unit intensities, 0 to 1. Default 0.02.</summary>
    public double Noise
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.02;
}
