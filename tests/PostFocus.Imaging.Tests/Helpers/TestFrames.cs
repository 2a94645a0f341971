namespace PostFocus.Imaging.Tests.Helpers;

internal static class TestFrames
{
    /// <summary>All of them.</summary>
    public static TheoryData<PixelType> PixelTypes => [.. Enum.GetValues<PixelType>()];

    /// <summary>Any counts that the type can hold; the same for the same seed.</summary>
    public static Frame Random(int height, int width, PixelType type, int seed = 1)
    {
        var random = new Random(seed);
        var counts = new float[height * width];
        for (var i = 0; i < counts.Length; i++)
        {
            counts[i] = type switch
            {
                PixelType.UInt8 => random.Next(256),
                PixelType.UInt16 => random.Next(65536),
                PixelType.UInt12 => random.Next(4096),
                PixelType.Int8 => random.Next(-128, 128),
                PixelType.Int16 => random.Next(-32768, 32768),
                // 24 bits of a float32, at any place among the 32.
                PixelType.UInt32 => (float)random.Next(1 << 24) * (1 << random.Next(9)),
                PixelType.Int32 => (float)random.Next(-(1 << 24), 1 << 24) * (1 << random.Next(8)),
                PixelType.Float16 => (float)(Half)((random.NextSingle() - 0.5f) * 1e5f),
                _ => (random.NextSingle() - 0.5f) * 1e6f,
            };
        }
        return new Frame(height, width, counts, type);
    }

    /// <summary>The same pixels in the opposite order: other content of the same size and type.</summary>
    public static Frame Reversed(this Frame frame) => new(frame.Height, frame.Width, [.. frame.Counts.Reverse()], frame.PixelType);

    public static void AssertSame(Frame expected, Frame actual)
    {
        Assert.Equal((expected.Height, expected.Width, expected.PixelType), (actual.Height, actual.Width, actual.PixelType));
        Assert.Equal(expected.Counts, actual.Counts);
    }
}
