using System.Numerics;

namespace PostFocus.Imaging.Bmp;

/// <summary>Which bits of a BMP pixel are red, green, blue and alpha.</summary>
internal readonly record struct BmpMasks(uint Red, uint Green, uint Blue, uint Alpha)
{
    /// <summary>Bits of a channel, where all have as many.</summary>
    public int GreyBits => BitOperations.PopCount(Red);

    /// <summary>Whether the channels count in the same steps, so that equal channels are grey.</summary>
    public bool HasGrey => BitOperations.PopCount(Green) == GreyBits && BitOperations.PopCount(Blue) == GreyBits;

    public static BmpMasks Default(int bits) =>
        bits == 16 ? new BmpMasks(0x7C00, 0x03E0, 0x001F, 0) : new BmpMasks(0xFF0000, 0x00FF00, 0x0000FF, 0);

    public bool AreValid(int bits) =>
        IsRun(Red)
        && IsRun(Green)
        && IsRun(Blue)
        && (Alpha == 0 || IsRun(Alpha))
        && (Red & Green) == 0
        && ((Red | Green) & Blue) == 0
        && ((Red | Green | Blue) & Alpha) == 0
        && ((ulong)Red | Green | Blue | Alpha) >> bits == 0;

    /// <summary>The intensity of a pixel; −1 where its channels differ.</summary>
    public int Grey(uint pixel)
    {
        var red = Take(pixel, Red);
        return Take(pixel, Green) == red && Take(pixel, Blue) == red ? (int)red : -1;
    }

    /// <summary>A pixel with other intensity in all channels; its other bits stay.</summary>
    public uint WithGrey(uint pixel, uint count) =>
        (pixel & ~(Red | Green | Blue)) | Put(count, Red) | Put(count, Green) | Put(count, Blue);

    public override string ToString() => $"{Red:X8}, {Green:X8}, {Blue:X8} and {Alpha:X8}";

    private static uint Take(uint pixel, uint mask) => (pixel & mask) >> BitOperations.TrailingZeroCount(mask);

    private static uint Put(uint count, uint mask) => count << BitOperations.TrailingZeroCount(mask);

    /// <summary>Whether the set bits are 1 to 16 and stand together.</summary>
    private static bool IsRun(uint mask) =>
        mask != 0
        && BitOperations.PopCount(mask) <= 16
        && 32 - BitOperations.LeadingZeroCount(mask) - BitOperations.TrailingZeroCount(mask) == BitOperations.PopCount(mask);
}
