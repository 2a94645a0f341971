using PostFocus.Imaging.Pictures;

namespace PostFocus.Imaging.Tests.Pictures;

public class OutlinedFrameTests
{
    [Fact]
    public void LinesRunAlongTheInnerBordersOfCells()
    {
        // Two cells that touch, three pixels high and wide, at the right border of the frame.
        var labels = new float[5 * 7];
        for (var y = 1; y <= 3; y++)
        for (var x = 1; x <= 6; x++)
            labels[y * 7 + x] = x <= 3 ? 1 : 2;
        var tile = OutlinedFrame.Of(new(5, 7, new float[35], PixelType.UInt8), 0, 1, new(5, 7, labels, PixelType.UInt16), enlarged: 1);
        int[] inside = [.. Enumerable.Range(0, 35).Where(at => labels[at] > 0 && tile.Lines![at] == LineColour.None)];
        Assert.Equal([2 * 7 + 2, 2 * 7 + 5], inside);
        Assert.All(Enumerable.Range(0, 35).Where(at => labels[at] == 0), at => Assert.Equal(LineColour.None, tile.Lines![at]));
    }

    [Fact]
    public void EnlargedLinesAreOneOfTheNewPixelsWide()
    {
        var tile = OutlinedFrame.Of(new(1, 1, [3], PixelType.UInt8), 0, 3, new(1, 1, [1], PixelType.UInt16), enlarged: 3);
        Assert.Equal(Enumerable.Repeat((byte)255, 9), tile.Greys);
        Assert.Equal([4], Enumerable.Range(0, 9).Where(at => tile.Lines![at] == LineColour.None));
    }
}
