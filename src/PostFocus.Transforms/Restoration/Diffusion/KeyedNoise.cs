using System.IO.Hashing;
using System.Runtime.InteropServices;
using PostFocus.Imaging.Statistics;
using static PostFocus.Imaging.Statistics.SplitMix64;

namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>
/// Gaussian noise that is a function of (seed, pixels of the frame, sample index, step of the sample) only, so that a
/// restored frame does not depend on batch size, row order, sharding or resumption.
/// </summary>
internal static class KeyedNoise
{
    /// <summary>Hash of a frame's counts (XXH3).</summary>
    public static ulong FrameKey(ReadOnlySpan<float> counts) => XxHash3.HashToUInt64(MemoryMarshal.AsBytes(counts));

    /// <summary>Standard normal values: SplitMix64 as a counter, then Box and Muller.</summary>
    public static float[] Gaussian(int length, ulong seed, ulong frameKey, int sample, int draw = 0)
    {
        var key = Mix(Mix(Mix(seed) ^ frameKey) + (((ulong)draw << 32) | (uint)sample));
        var noise = new float[length];
        for (var i = 0; i < length; i += 2)
        {
            var (first, second) = BoxMuller.Pair(Uniform(key + (ulong)i), Uniform(key + (ulong)i + 1));
            noise[i] = (float)first;
            if (i + 1 < length)
                noise[i + 1] = (float)second;
        }
        return noise;
    }

    private static double Uniform(ulong counter) => Unit(Mix(counter * Increment));
}
