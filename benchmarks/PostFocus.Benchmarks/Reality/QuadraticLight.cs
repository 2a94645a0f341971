using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Reality;

/// <summary>Uneven light as the surface of second order that fits an image best.</summary>
internal static class QuadraticLight
{
    private const int Terms = 6;

    /// <summary>The image divided by its surface; axes [y, x].</summary>
    public static float[] Divide(Frame frame)
    {
        double[] weights = Fit(frame),
            terms = new double[Terms];
        var flat = new float[frame.Counts.Length];
        for (var i = 0; i < flat.Length; i++)
        {
            At(frame, i, terms);
            double light = 0;
            for (var k = 0; k < Terms; k++)
                light += weights[k] * terms[k];
            flat[i] = (float)(frame.Counts[i] / light);
        }
        return flat;
    }

    private static void At(Frame frame, int pixel, double[] terms)
    {
        double x = 2.0 * (pixel % frame.Width) / frame.Width - 1,
            y = 2.0 * (pixel / frame.Width) / frame.Height - 1;
        (terms[0], terms[1], terms[2], terms[3], terms[4], terms[5]) = (1, x, y, x * x, x * y, y * y);
    }

    /// <summary>Least squares by the normal equations; the terms are far from dependent.</summary>
    private static double[] Fit(Frame frame)
    {
        var normal = new double[Terms, Terms + 1];
        var terms = new double[Terms];
        for (var i = 0; i < frame.Counts.Length; i++)
        {
            At(frame, i, terms);
            for (var r = 0; r < Terms; r++)
            {
                for (var c = 0; c < Terms; c++)
                    normal[r, c] += terms[r] * terms[c];
                normal[r, Terms] += terms[r] * frame.Counts[i];
            }
        }
        // Gauss and Jordan; a positive definite matrix needs no pivoting.
        for (var k = 0; k < Terms; k++)
        for (var r = 0; r < Terms; r++)
        {
            var factor = normal[r, k] / normal[k, k];
            for (var c = k; c <= Terms && r != k; c++)
                normal[r, c] -= factor * normal[k, c];
        }
        return [.. Enumerable.Range(0, Terms).Select(k => normal[k, Terms] / normal[k, k])];
    }
}
