using PostFocus.Imaging.Filters;

namespace PostFocus.Trainers.Training;

/// <summary>How one frame, or all frames of a sequence, were acquired: drawn from <see cref="AcquisitionOptions"/>.</summary>
/// <param name="Smoothing">Standard deviation of a Gaussian, pixels.</param>
/// <param name="Noise">Standard deviation in unit intensities.</param>
/// <param name="Grain">Standard deviation of a Gaussian that the noise is smoothed by, pixels.</param>
/// <param name="Levels">Grey levels over the range; 0 for all.</param>
internal readonly record struct Acquisition(double Smoothing, double Noise, double Grain, int Levels)
{
    private const double Range = 2; // of unit intensities
    private const double Truncate = 4;

    public static Acquisition Draw(AcquisitionOptions options, KeyedRandom random)
    {
        var noise =
            options.LeastNoise > 0
                ? Math.Exp(random.Uniform(Math.Log(options.LeastNoise), Math.Log(options.MostNoise)))
                : random.Uniform(0, options.MostNoise);
        return new(
            HalfOf(options.Smoothing),
            Range * noise,
            HalfOf(options.NoiseGrain),
            options.CoarseShare > 0 && random.NextDouble() < options.CoarseShare ? 64 + random.Below(193) : 0
        );

        double HalfOf(double most) => most > 0 ? Math.Max(0, random.Uniform(-most, most)) : 0;
    }

    /// <summary>Draws an acquisition and applies it to a square in unit intensities.</summary>
    public static void Apply(AcquisitionOptions options, Span<float> frame, int side, KeyedRandom random)
    {
        if (options != AcquisitionOptions.None)
            Draw(options, random).Apply(frame, side, random);
    }

    /// <summary>Changes a square in unit intensities.</summary>
    public void Apply(Span<float> frame, int side, KeyedRandom random)
    {
        if (Smoothing > 0)
        {
            var image = new double[frame.Length];
            for (var i = 0; i < image.Length; i++)
                image[i] = frame[i];
            image = GaussianBlur.Apply(image, side, side, Smoothing, Truncate, Border.Mirrored);
            for (var i = 0; i < image.Length; i++)
                frame[i] = (float)image[i];
        }
        if (Noise > 0 && Grain > 0)
            AddGrains(frame, side, random);
        else if (Noise > 0)
            for (var i = 0; i < frame.Length; i++)
                frame[i] += (float)(Noise * random.Normal());
        if (Levels > 0)
            for (var i = 0; i < frame.Length; i++)
                frame[i] = (float)(Math.Round(frame[i] * Levels / Range) * Range / Levels);
    }

    private void AddGrains(Span<float> frame, int side, KeyedRandom random)
    {
        // Drawn beyond the borders too: noise that is continued by reflection would be stronger there.
        var reach = GaussianBlur.Reach(Grain, Truncate);
        var wide = side + 2 * reach;
        var noise = new double[wide * wide];
        for (var i = 0; i < noise.Length; i++)
            noise[i] = random.Normal();
        noise = GaussianBlur.Apply(noise, wide, wide, Grain, Truncate, Border.Mirrored);
        // Smoothing leaves of white noise the sum of the squares of the weights, along either axis.
        var left = GaussianBlur.Kernel(Grain, reach).Sum(w => w * w);
        for (var i = 0; i < frame.Length; i++)
            frame[i] += (float)(Noise / left * noise[(i / side + reach) * wide + i % side + reach]);
    }
}
