namespace PostFocus.Trainers.Training.Classifier;

/// <summary>Draws training views of frames.</summary>
internal static class Augmentation
{
    /// <summary>Fills a square with a random view of the image.</summary>
    public static void Draw(this AugmentationOptions options, UnitImage image, int side, KeyedRandom random, Span<float> view)
    {
        var (top, left) = (random.Below(image.Height - side + 1), random.Below(image.Width - side + 1));
        new AffineCrop(top, left, side)
        {
            Symmetry = options.Symmetries ? random.Below(8) : 0,
            Angle = options.MaxAngle > 0 ? random.Uniform(-options.MaxAngle, options.MaxAngle) : 0,
            Scale = options.MaxScale > 0 ? 1 + random.Uniform(-options.MaxScale, options.MaxScale) : 1,
        }.Draw(image, view);

        var gain = 1 + random.Uniform(-options.Contrast, options.Contrast);
        var offset = random.Uniform(-options.Brightness, options.Brightness);
        var noise = random.Uniform(0, options.Noise);
        for (var i = 0; i < view.Length; i++)
            view[i] = (float)(gain * view[i] + offset);
        if (noise > 0)
            for (var i = 0; i < view.Length; i++)
                view[i] += (float)(noise * random.Normal());
    }
}
