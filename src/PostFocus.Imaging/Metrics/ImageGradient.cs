using PostFocus.Imaging.Filters;

namespace PostFocus.Imaging.Metrics;

/// <summary>Sobel gradients of an image that is continued by reflection.</summary>
internal sealed class ImageGradient
{
    private readonly double[] _down,
        _right;

    private ImageGradient(int height, int width)
    {
        (Height, Width) = (height, width);
        (_down, _right, Magnitude) = (new double[height * width], new double[height * width], new double[height * width]);
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Axes [height, width].</summary>
    public double[] Magnitude { get; }

    public static ImageGradient Of(double[] image, int height, int width)
    {
        var gradient = new ImageGradient(height, width);
        for (var y = 0; y < height; y++)
        {
            int above = Mirror.Inside(y - 1, height) * width,
                here = y * width,
                below = Mirror.Inside(y + 1, height) * width;
            for (var x = 0; x < width; x++)
            {
                int left = Mirror.Inside(x - 1, width),
                    right = Mirror.Inside(x + 1, width);
                var down =
                    image[below + left]
                    - image[above + left]
                    + 2 * (image[below + x] - image[above + x])
                    + (image[below + right] - image[above + right]);
                var across =
                    image[above + right]
                    - image[above + left]
                    + 2 * (image[here + right] - image[here + left])
                    + (image[below + right] - image[below + left]);
                gradient._down[here + x] = down;
                gradient._right[here + x] = across;
                gradient.Magnitude[here + x] = double.Hypot(down, across);
            }
        }
        return gradient;
    }

    /// <summary>
    /// Whether the gradient is nowhere smaller than one pixel further along it, to either side: there it is interpolated
    /// between the neighbour along the nearer axis and the diagonal one. For pixels that are not outermost.
    /// </summary>
    public bool IsRidge(int y, int x)
    {
        var at = y * Width + x;
        double down = _down[at],
            right = _right[at],
            here = Magnitude[at];
        if (here == 0)
            return false;
        var steep = Math.Abs(down) >= Math.Abs(right);
        var weight = steep ? Math.Abs(right) / Math.Abs(down) : Math.Abs(down) / Math.Abs(right);
        var diagonal = (down >= 0) == (right >= 0) ? Width + 1 : Width - 1;
        // The same axis direction as the diagonal's: down, or with the diagonal's part to the right or left.
        var straight =
            steep ? Width
            : diagonal == Width + 1 ? 1
            : -1;
        return Beyond(straight, diagonal) <= here && Beyond(-straight, -diagonal) <= here;

        double Beyond(int along, int across) => Magnitude[at + across] * weight + Magnitude[at + along] * (1 - weight);
    }
}
