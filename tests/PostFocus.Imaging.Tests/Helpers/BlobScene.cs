namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Round blobs at random places: a scene that can be moved by any part of a pixel, and blurred, exactly.</summary>
internal sealed class BlobScene
{
    private const double PixelsPerBlob = 150;
    private const int Around = 40; // blobs that move in from outside

    private readonly (double Y, double X, double Radius, double Height)[] _blobs;
    private readonly int _height,
        _width;

    public BlobScene(int height, int width, int seed = 1)
    {
        (_height, _width) = (height, width);
        var random = new Random(seed);
        _blobs =
        [
            .. Enumerable
                .Range(0, (int)((height + 2 * Around) * (width + 2 * Around) / PixelsPerBlob))
                .Select(_ => (Between(-Around, height + Around), Between(-Around, width + Around), Between(1, 2.5), Between(-1, 1))),
        ];

        double Between(double low, double high) => low + (high - low) * random.NextDouble();
    }

    /// <param name="down">Pixels that the scene is moved down.</param>
    /// <param name="right">Pixels that the scene is moved to the right.</param>
    /// <param name="blur">Standard deviation of a Gaussian blur, pixels.</param>
    /// <param name="contrast">Factor of the blobs' brightness.</param>
    /// <param name="noise">Standard deviation of noise; that of the scene is about 0.3.</param>
    public Frame Frame(double down = 0, double right = 0, double blur = 0, double contrast = 1, double noise = 0)
    {
        var random = new Random(7);
        var counts = new float[_height * _width];
        foreach (var (y0, x0, radius, height) in _blobs)
        {
            var variance = radius * radius + blur * blur;
            var peak = height * contrast * radius * radius / variance;
            var reach = (int)(5 * Math.Sqrt(variance));
            for (var y = Math.Max(0, (int)(y0 + down) - reach); y <= Math.Min(_height - 1, (int)(y0 + down) + reach); y++)
            for (var x = Math.Max(0, (int)(x0 + right) - reach); x <= Math.Min(_width - 1, (int)(x0 + right) + reach); x++)
                counts[y * _width + x] += (float)(
                    peak * Math.Exp(-(Math.Pow(y - y0 - down, 2) + Math.Pow(x - x0 - right, 2)) / (2 * variance))
                );
        }
        for (var i = 0; i < counts.Length; i++)
            counts[i] += (float)(noise * random.Normal());
        return new Frame(_height, _width, counts, PixelType.Float32);
    }
}
