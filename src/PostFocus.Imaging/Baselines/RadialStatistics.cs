using System.Numerics;

namespace PostFocus.Imaging.Baselines;

/// <summary>What two images say of the radial filter from the first to the second: sums over the frequencies of each ring.</summary>
/// <param name="Cross">⟨Re Y X*⟩ of each ring.</param>
/// <param name="Power">⟨|X|²⟩ of each ring.</param>
/// <param name="Target">⟨|Y|²⟩ of each ring.</param>
internal sealed record RadialStatistics(double[] Cross, double[] Power, double[] Target)
{
    /// <param name="from">Spectrum of the first image.</param>
    /// <param name="to">Spectrum of the second.</param>
    /// <param name="plane">On which they lie.</param>
    public static RadialStatistics Of(Complex[] from, Complex[] to, MirroredPlane plane)
    {
        var sums = new RadialStatistics(new double[RadialFilter.Rings], new double[RadialFilter.Rings], new double[RadialFilter.Rings]);
        for (var i = 1; i < from.Length; i++) // 0 is the mean
        {
            var ring = (int)RadialFilter.Place(plane, i);
            sums.Cross[ring] += (to[i] * Complex.Conjugate(from[i])).Real;
            sums.Power[ring] += Square(from[i]);
            sums.Target[ring] += Square(to[i]);
        }
        return sums;
    }

    /// <summary>What a filter takes off the squared difference of the images, as a share of the second's power.</summary>
    /// <param name="filter">By ring.</param>
    public double Gain(Func<int, double> filter)
    {
        double gained = 0,
            all = 0;
        for (var ring = 0; ring < RadialFilter.Rings; ring++)
        {
            var share = filter(ring);
            gained += 2 * share * Cross[ring] - share * share * Power[ring];
            all += Target[ring];
        }
        return all > 0 ? gained / all : 0;
    }

    private static double Square(Complex value) => value.Real * value.Real + value.Imaginary * value.Imaginary;
}
