using PostFocus.Cli.Results;

namespace PostFocus.Cli.Tests.Results;

public sealed class FrameTimesTests
{
    [Theory]
    [InlineData(new[] { 7 }, new[] { 0 })]
    [InlineData(new[] { 0, 1, 2, 5, 6 }, new[] { 0, 1, 2, 5, 6 })]
    // Minutes.
    [InlineData(new[] { 10, 15, 20, 31, 35 }, new[] { 0, 1, 2, 4, 5 })]
    // No pause is longer than what ends every track.
    [InlineData(new[] { 3, 4, 2_000_000_000 }, new[] { 0, 1, 6 })]
    public void NumbersAreTimesInUsualSteps(int[] numbers, int[] times) => Assert.Equal(times, FrameTimes.Of(numbers, longestGap: 3));

    [Fact]
    public void NoFrameHasNoTime() => Assert.Empty(FrameTimes.Of([], longestGap: 2));
}
