using MathNet.Numerics.LinearAlgebra;

namespace PostFocus.Imaging.Metrics;

/// <summary>How far two sets of images are apart, judged by features: the Fréchet distance of their Gaussians.</summary>
/// <remarks>
/// <para>Heusel et al., NeurIPS 2017: |μₐ − μ_b|² + tr(Σₐ + Σ_b − 2 (Σₐ Σ_b)^½). With the features of the Inception network
/// that they name it is the FID; with any other it is not, and must be named after those. The trace of the root is that of
/// (Σₐ^½ Σ_b Σₐ^½)^½, which is symmetric, so that eigenvalues suffice.</para>
/// <para>Biased upwards for few images, strongly where there are fewer than features: compare sets of one size only.</para>
/// </remarks>
public static class FrechetDistance
{
    /// <summary>The distance of two sets whose mean and covariance are known.</summary>
    /// <param name="a">One set, at least 2 vectors.</param>
    /// <param name="b">The other, of the same length, at least 2 vectors.</param>
    /// <returns>0 or more, the square of the features' unit.</returns>
    /// <exception cref="ArgumentException">A set has fewer than 2 vectors, or their lengths differ.</exception>
    public static double Between(FeatureGaussian a, FeatureGaussian b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count < 2 || b.Count < 2)
            throw new ArgumentException($"A covariance needs at least 2 vectors; the sets have {a.Count} and {b.Count}.", nameof(b));
        if (a.Length != b.Length)
            throw new ArgumentException($"The vectors of one set have {a.Length} features, those of the other {b.Length}.", nameof(b));
        var root = SquareRoot(a.Covariance);
        var product = root * b.Covariance * root;
        var offset = a.Mean - b.Mean;
        var distance = offset * offset + a.Covariance.Trace() + b.Covariance.Trace() - 2 * Roots((product + product.Transpose()) / 2).Sum();
        return Math.Max(0, distance); // rounding
    }

    /// <summary>The distance of two sets of feature vectors.</summary>
    /// <param name="a">One set, at least 2 vectors of one length.</param>
    /// <param name="b">The other, of the same length, at least 2 vectors.</param>
    /// <returns>0 or more, the square of the features' unit.</returns>
    /// <exception cref="ArgumentException">A set has fewer than 2 vectors, or their lengths differ.</exception>
    public static double Between(IEnumerable<float[]> a, IEnumerable<float[]> b) => Between(Gather(a), Gather(b));

    private static FeatureGaussian Gather(IEnumerable<float[]> vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        var gaussian = new FeatureGaussian();
        foreach (var vector in vectors)
            gaussian.Add(vector);
        return gaussian;
    }

    private static Matrix<double> SquareRoot(Matrix<double> symmetric)
    {
        var parts = symmetric.Evd(Symmetricity.Symmetric);
        var roots = Matrix<double>.Build.DenseOfDiagonalArray([.. parts.EigenValues.Select(v => Root(v.Real))]);
        return parts.EigenVectors * roots * parts.EigenVectors.Transpose();
    }

    private static IEnumerable<double> Roots(Matrix<double> symmetric) =>
        symmetric.Evd(Symmetricity.Symmetric).EigenValues.Select(v => Root(v.Real));

    /// <summary>Eigenvalues of a covariance are not below 0 but for rounding.</summary>
    private static double Root(double eigenvalue) => Math.Sqrt(Math.Max(0, eigenvalue));
}
