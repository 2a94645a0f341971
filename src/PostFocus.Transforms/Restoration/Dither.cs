using PostFocus.Imaging;

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Noise for frames of less noise than a network has learnt from, which it would take for another kind of image: they, and their
/// neighbours, are shown to it with white noise added, to each sample its own.
/// </summary>
/// <param name="Below">
/// Frames of less noise are dithered; standard deviation as a share of the intensity range, 0 to 0.2 (measured by
/// <see cref="PostFocus.Imaging.DataConsistency.NoiseLevel"/>).
/// </param>
/// <param name="Noise">The noise that they are shown with, <paramref name="Below"/> to 0.2.</param>
public sealed record Dither(double Below, double Noise)
{
    /// <summary>Frames of less noise are dithered, share of the intensity range.</summary>
    public double Below { get; } = Require.Range(Below, 0, 0.2);

    /// <summary>The noise that they are shown with, share of the intensity range.</summary>
    public double Noise { get; } = Require.Range(Noise, Below, 0.2);
}
