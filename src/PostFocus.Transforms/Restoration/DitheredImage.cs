using PostFocus.Imaging.DataConsistency;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Restoration;

/// <summary>An image as a network sees it, with the noise that <see cref="Dither"/> asks for.</summary>
internal sealed class DitheredImage
{
    // Beside the draws of samplers, which count from 0.
    private const int Draw = -1;

    private readonly double _deviation;
    private readonly ulong _seed,
        _key;

    /// <param name="unit">Unit intensities, [height, width].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="dither">Null: nothing is added.</param>
    /// <param name="seed">Of the noise.</param>
    /// <param name="key">Of the noise, beside the seed: what tells the image from others.</param>
    public DitheredImage(float[] unit, int height, int width, Dither? dither, ulong seed, ulong key)
    {
        (Unit, _seed, _key) = (unit, seed, key);
        if (dither is null || Math.Min(height, width) < 3)
            return;
        // Unit intensities go from −1 to 1.
        var noise = NoiseLevel.Estimate(unit, height, width) / 2;
        if (noise < dither.Below)
            _deviation = 2 * Math.Sqrt(dither.Noise * dither.Noise - noise * noise);
    }

    /// <summary>The image itself.</summary>
    public float[] Unit { get; }

    /// <summary>What is added for a sample; null: nothing.</summary>
    public float[]? NoiseOf(int sample)
    {
        if (_deviation == 0)
            return null;
        var noise = KeyedNoise.Gaussian(Unit.Length, _seed, _key, sample, Draw);
        for (var p = 0; p < noise.Length; p++)
            noise[p] *= (float)_deviation;
        return noise;
    }

    /// <summary>The image as a sample sees it that is given this noise.</summary>
    public float[] With(float[]? noise) => noise is null ? Unit : [.. Unit.Zip(noise, (u, n) => u + n)];
}
