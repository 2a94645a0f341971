namespace PostFocus.Imaging.Tests;

public class FrameTests
{
    private static readonly FrameLocation s_location = new("well/t003.tif", 2);

    [Fact]
    public void TheNumberOfCountsMustFitTheSize()
    {
        Assert.Throws<ArgumentException>(() => new Frame(2, 3, new float[5], PixelType.UInt8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Frame(0, 3, [], PixelType.UInt8));
        Assert.Throws<ArgumentException>(() => new Frame(65536, 65536, [], PixelType.UInt8));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Frame(1, 1, new float[1], (PixelType)99));
    }

    [Fact]
    public void AUsableFramePasses() => FrameCheck.Validate(TestFrames.Random(16, 16, PixelType.UInt8), s_location);

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(float.NegativeInfinity, "infinite")]
    public void ANonFiniteCountIsNamedWithItsPlace(float count, string name)
    {
        var frame = TestFrames.Random(16, 20, PixelType.Float32);
        frame.Counts[3 * 20 + 5] = count;
        var error = Assert.Throws<FrameFormatException>(() => FrameCheck.Validate(frame, s_location));
        Assert.StartsWith("well/t003.tif, page 2: ", error.Message, StringComparison.Ordinal);
        Assert.Contains($"row 3, column 5 is {name}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AConstantFrameIsRefused() =>
        Assert.Contains("same count (0)", Assert.Throws<FrameFormatException>(
            () => FrameCheck.Validate(new Frame(16, 16, new float[256], PixelType.UInt8), s_location)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(15, 40)]
    [InlineData(40, 15)]
    public void ATinyFrameIsRefused(int height, int width) =>
        Assert.Contains($"{height} × {width}", Assert.Throws<FrameFormatException>(
            () => FrameCheck.Validate(TestFrames.Random(height, width, PixelType.UInt8), s_location)).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData("a.tif", true)]
    [InlineData("a.TIFF", true)]
    [InlineData("b/c.Png", true)]
    [InlineData("a.ome.tif", true)]
    [InlineData("a.JPG", true)]
    [InlineData("a.jpeg", true)]
    [InlineData("a.bmp", true)]
    [InlineData("Thumbs.db", false)]
    [InlineData("a.gif", false)]
    [InlineData("a.jpg.tmp", false)]
    [InlineData("tif", false)]
    public void FrameExtensionsAreKnownInAnyCase(string name, bool expected) => Assert.Equal(expected, FrameFile.HasFrameExtension(name));
}
