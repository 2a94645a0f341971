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
    public void AnImageIsMirroredAndItsAxesSwapped(int index, float[] expected) =>
        Assert.Equal(expected, new Orientation(index).Apply(s_image, 2, 3));

    [Fact]
    public void EveryOrientationIsUndoneAndNoTwoAreTheSame()
    {
        var seen = new HashSet<string>();
        for (var i = 0; i < Orientation.Count; i++)
        {
            var turned = new Orientation(i).Apply(s_image, 2, 3);
            Assert.Equal(s_image, new Orientation(i).Undo(turned, 2, 3));
            Assert.True(seen.Add(string.Join(',', turned) + new Orientation(i).SwapsAxes));
        }
    }
}
