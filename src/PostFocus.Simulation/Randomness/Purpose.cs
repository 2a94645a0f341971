namespace PostFocus.Simulation.Randomness;

/// <summary>What a random stream of a well is for: the streams are independent, so a longer one shifts no other.</summary>
internal static class Purpose
{
    public const ulong Scene = 1;
    public const ulong Instrument = 2;
    public const ulong Focus = 3;
    public const ulong Motion = 4;
    public const ulong Life = 5;
    public const ulong Contrast = 6;

    /// <summary>Camera noise: one stream a frame.</summary>
    public static ulong Noise(int frame) => 1UL << 32 | (uint)frame;
}
