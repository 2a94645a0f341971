using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Tests.Tiling;

public class OrientationTests
{
    // [2, 3]: a b c / d e f
    private static readonly float[] s_image = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(0, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(1, new float[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(2, new float[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(3, new float[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, new float[] { 1, 4, 2, 5, 3, 6 })]
    public void AnImageIsMirroredAndItsAxesSwapped(int index, float[] expected) => Assert.Equal(expected, Turned(new(index)));

    [Fact]
    public void EveryOrientationIsUndoneAndNoTwoAreTheSame()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < Orientation.Count; i++)
        {
            var turned = Turned(new(i));
            Assert.Equal(s_image, new Orientation(i).Undo(turned, 2, 3));
            Assert.True(seen.Add(string.Join(',', turned) + new Orientation(i).SwapsAxes));
        }
    }

    [Fact]
    public void WhatLiesBeyondASideLiesBeyondTheSideThatItBecomes()
    {
        // Two of eight rows above, two of eight columns left of an image of one pixel.
        const int Room = 8;
        for (var i = 0; i < Orientation.Count; i++)
        {
            var (above, left) = new Orientation(i).Turn(0.25);
            Assert.Equal((2, 2), new Orientation(i).Source((int)(Room * above), (int)(Room * left), Room + 1, Room + 1));
        }
    }

    private static float[] Turned(Orientation orientation)
    {
        var (rows, columns) = orientation.SwapsAxes ? (3, 2) : (2, 3);
        return
        [
            .. Enumerable
                .Range(0, 6)
                .Select(at => orientation.Source(at / columns, at % columns, 2, 3))
                .Select(source => s_image[source.Row * 3 + source.Column]),
        ];
    }
}
