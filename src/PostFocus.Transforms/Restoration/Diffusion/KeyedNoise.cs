using System.IO.Hashing;
using System.Runtime.InteropServices;
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

    /// <summary>Standard normal values: SplitMix64 as a counter, then Box–Muller.</summary>
    public static float[] Gaussian(int length, ulong seed, ulong frameKey, int sample, int draw = 0)
    {
        var key = Mix(Mix(Mix(seed) ^ frameKey) + (((ulong)draw << 32) | (uint)sample));
        var noise = new float[length];
        for (var i = 0; i < length; i += 2)
        {
            var radius = Math.Sqrt(-2 * Math.Log(1 - Uniform(key + (ulong)i)));
            (var sin, var cos) = Math.SinCos(2 * Math.PI * Uniform(key + (ulong)i + 1));
            noise[i] = (float)(radius * cos);
            if (i + 1 < length)
                noise[i + 1] = (float)(radius * sin);
        }
        return noise;
    }

    private static double Uniform(ulong counter) => Unit(Mix(counter * Increment));
}
