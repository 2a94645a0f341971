using PostFocus.Imaging.Files;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Tests.NoData;

public sealed class SaturatedPixelsTests
{
    private static string[] Sample =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "data", "sample"), "t*.tif", SearchOption.AllDirectories).Order()];

    /// <summary>The camera of one well has 12 bits, and its light is bright.</summary>
    [Fact]
    public void OfTheSampleOneWellHasSome() =>
        Assert.All(
            Sample,
            path =>
            {
                var frame = FrameFile.Read(path);
                var found = SaturatedPixels.Find(frame);
                Assert.True(found.Count == 0 || path.Contains("well200003", StringComparison.Ordinal));
                Assert.All(found, at => Assert.Equal(4095, frame.Counts[at]));
            }
        );

    /// <summary>The camera's range ends below the type's; eight bits are those of a display.</summary>
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.01)]
    [InlineData(0.1)]
    public void WhatWasClippedIsFoundWhereverTheRangeEnds(double share) =>
        Assert.All(
            Sample.Where((_, i) => i % 12 == 0),
            path =>
            {
                var frame = FrameFile.Read(path);
                var end = frame.Counts.Order().ElementAt((int)((1 - share) * frame.Counts.Length));
                var clipped = Clip(frame, end);
                Assert.Equal(At(clipped, end), SaturatedPixels.Find(clipped));
                var display = new Frame(
                    frame.Height,
                    frame.Width,
                    [.. frame.Counts.Select(c => MathF.Min(255, MathF.Round(255 * c / end)))],
                    PixelType.UInt8
                );
                Assert.Equal(At(display, 255), SaturatedPixels.Find(display));
            }
        );

    [Fact]
    public void AHotPixelHidesNone()
    {
        var frame = FrameFile.Read(Sample[0]);
        var end = frame.Counts.Order().ElementAt((int)(0.99 * frame.Counts.Length));
        var clipped = Clip(frame, end);
        clipped.Counts[40 * frame.Width + 40] = 65535;
        Assert.Equal(At(clipped, end), SaturatedPixels.Find(clipped, MissingPixels.Find(clipped)));
    }

    private static Frame Clip(Frame frame, float end) =>
        new(frame.Height, frame.Width, [.. frame.Counts.Select(c => MathF.Min(end, c))], frame.PixelType);

    private static IEnumerable<int> At(Frame frame, float end) => frame.Counts.Index().Where(p => p.Item == end).Select(p => p.Index);
}
