namespace PostFocus.Imaging.Tests;

internal static class TestFrames
{
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
