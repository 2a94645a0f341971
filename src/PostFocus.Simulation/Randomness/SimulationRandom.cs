using PostFocus.Imaging.Statistics;

namespace PostFocus.Simulation.Randomness;

/// <summary>
/// xoshiro256** (Blackman and Vigna 2021), seeded by SplitMix64 (Steele, Lea and Flood 2014): fixed algorithms, so that
/// a seed means the same data set on every runtime, which System.Random does not promise.
/// </summary>
internal sealed class SimulationRandom
{
    private ulong _s0,
        _s1,
        _s2,
        _s3;

    /// <summary>The stream that belongs to (seed, well, purpose) and to nothing else.</summary>
    public SimulationRandom(long seed, int well, ulong purpose)
    {
        var state = unchecked((ulong)seed);
        state = SplitMix(ref state) ^ (ulong)(uint)well;
        state = SplitMix(ref state) ^ purpose;
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double Uniform() => SplitMix64.Unit(Next());

    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>Uniform in [centre − spread, centre + spread].</summary>
    public double Around(double centre, double spread) => centre + spread * (2 * Uniform() - 1);

    public int Integer(int low, int highInclusive) => low + (int)(Uniform() * (highInclusive - low + 1));

    public bool Chance(double probability) => Uniform() < probability;

    /// <summary>Standard normal.</summary>
    public double Normal() => BoxMuller.Normal(Uniform(), Uniform());

    /// <summary>
    /// Poisson: by multiplication (Knuth) for small means; above 64 the rounded normal, whose missing skewness of
    /// 1/√mean no image shows.
    /// </summary>
    public double Poisson(double mean)
    {
        if (mean > 64)
            return Math.Max(0, Math.Round(mean + Math.Sqrt(mean) * Normal()));

        var limit = Math.Exp(-mean);
        var count = -1;
        for (var product = 1.0; product > limit; product *= Uniform())
            count++;
        return Math.Max(count, 0);
    }

    private ulong Next()
    {
        var result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        var t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    private static ulong SplitMix(ref ulong state) => SplitMix64.Mix(state += SplitMix64.Increment);
}
