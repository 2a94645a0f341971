using System.Numerics;

namespace PostFocus.Simulation.Optics;

internal static class ComplexSpans
{
    /// <summary>sum += a · b · factor, element by element.</summary>
    public static void AddProduct(
        ReadOnlySpan<float> aRe,
        ReadOnlySpan<float> aIm,
        ReadOnlySpan<float> bRe,
        ReadOnlySpan<float> bIm,
        float factorRe,
        float factorIm,
        Span<float> sumRe,
        Span<float> sumIm
    )
    {
        var i = 0;
        for (; i <= aRe.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector<float> ar = new(aRe[i..]),
                ai = new(aIm[i..]),
                br = new(bRe[i..]),
                bi = new(bIm[i..]);
            Vector<float> re = ar * br - ai * bi,
                im = ar * bi + ai * br;
            (new Vector<float>(sumRe[i..]) + (re * factorRe - im * factorIm)).CopyTo(sumRe[i..]);
            (new Vector<float>(sumIm[i..]) + (re * factorIm + im * factorRe)).CopyTo(sumIm[i..]);
        }
        for (; i < aRe.Length; i++)
        {
            float re = aRe[i] * bRe[i] - aIm[i] * bIm[i],
                im = aRe[i] * bIm[i] + aIm[i] * bRe[i];
            sumRe[i] += re * factorRe - im * factorIm;
            sumIm[i] += re * factorIm + im * factorRe;
        }
    }
}
