namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>A truth and an image of it, of 36 × 56 pixels, that the generators of golden values know as <c>t</c> and <c>i</c>.</summary>
/// <remarks>
/// y, x = np.mgrid[:36, :56].astype(float) t = np.float32(100 + 60*np.exp(-((y-14)**2 + (x-16)**2)/50) - 40*np.exp(-((y-22)**2 +
/// (x-40)**2)/18) + 3*np.sin(0.7*x + 0.3*y)).astype(float) i = np.float32(98 + 40*np.exp(-((y-14)**2 + (x-16)**2)/90) -
/// 25*np.exp(-((y-22)**2 + (x-40)**2)/40) + ((x*7 + y*13) % 11)/2).astype(float) All by scikit-image 0.19.3, SciPy 1.10.1, NumPy 1.24.2.
/// </remarks>
internal static class GoldenPair
{
    public const int Height = 36,
        Width = 56;

    public static float[] Truth() =>
        Draw((y, x) => 100 + 60 * Blob(y - 14, x - 16, 50) - 40 * Blob(y - 22, x - 40, 18) + 3 * Math.Sin(0.7 * x + 0.3 * y));

    public static float[] Image() =>
        Draw((y, x) => 98 + 40 * Blob(y - 14, x - 16, 90) - 25 * Blob(y - 22, x - 40, 40) + (x * 7 + y * 13) % 11 / 2.0);

    private static float[] Draw(Func<int, int, double> value) =>
        [.. Enumerable.Range(0, Height * Width).Select(i => (float)value(i / Width, i % Width))];

    private static double Blob(double y, double x, double width) => Math.Exp(-(y * y + x * x) / width);
}
