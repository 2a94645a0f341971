namespace PostFocus.Imaging.Statistics;

/// <summary>
/// The parts of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), of which keyed random numbers are made: a fixed
/// algorithm, so that a key means the same numbers on every runtime, which System.Random does not promise.
/// </summary>
internal static class SplitMix64
{
    /// <summary>From one state to the next.</summary>
    public const ulong Increment = 0x9E3779B97F4A7C15;

    /// <summary>The number of a state. One to one.</summary>
    public static ulong Mix(ulong state)
    {
        state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9;
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB;
        return state ^ (state >> 31);
    }

    /// <summary>Uniform in [0, 1), from the upper 53 bits of a number.</summary>
    public static double Unit(ulong number) => (number >> 11) * (1.0 / (1UL << 53));
}
