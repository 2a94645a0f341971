using PostFocus.Cli.Run;

namespace PostFocus.Cli.Tests;

public sealed class FrameNumberTests
{
    [Fact]
    public void TheNumberStandsInTheCorner()
    {
        var picture = new byte[20 * 30];
        Array.Fill(picture, (byte)128);
        FrameNumber.Stamp(picture, 20, 30, 42);

        // Every second pixel of the two digits, which are drawn twice as large.
        string[] lines =
        [
            .. Enumerable
                .Range(0, 5)
                .Select(y => string.Concat(Enumerable.Range(0, 7).Select(x => picture[(2 + 2 * y) * 30 + 2 + 2 * x] == 255 ? '#' : '.'))),
        ];
        Assert.Equal(["#.#.###", "#.#...#", "###.###", "..#.#..", "..#.###"], lines);
        Assert.Equal(128, picture[19 * 30 + 29]);
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(9, 31)]
    public void ANumberThatDoesNotFitIsCutOff(int height, int width)
    {
        byte[] whole = new byte[20 * 80],
            part = new byte[height * width];
        FrameNumber.Stamp(whole, 20, 80, 7654321);
        FrameNumber.Stamp(part, height, width, 7654321);
        Assert.Equal(Enumerable.Range(0, part.Length).Select(i => whole[i / width * 80 + i % width]), part);
        Assert.Contains((byte)255, part);
    }
}
