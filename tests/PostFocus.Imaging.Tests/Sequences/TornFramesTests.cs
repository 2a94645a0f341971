using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences;

public sealed class TornFramesTests : IDisposable
{
    private const int Side = 48,
        Torn = 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(20, 3, true)]
    [InlineData(20, 2, false)]
    [InlineData(0, 20, true)]
    [InlineData(0, 48, false)] // repeated as a whole
    [InlineData(45, 3, true)]
    public void RowsOfTheFrameBeforeAreATornTransfer(int from, int rows, bool isNamed)
    {
        var frames = Video();
        frames[Torn - 1].Counts.AsSpan(from * Side, rows * Side).CopyTo(frames[Torn].Counts.AsSpan(from * Side));
        Assert.Equal(isNamed ? [$"{rows} of its 48 rows are those of the frame before it"] : [], Problems(frames));
    }

    [Theory]
    [InlineData(20, 3, true)]
    [InlineData(20, 2, false)]
    [InlineData(0, 6, false)] // the border that a registration leaves
    public void RowsThatOneFrameOfAVideoLacksAreALostTransfer(int from, int rows, bool isNamed)
    {
        var frames = Video();
        Array.Clear(frames[Torn].Counts, from * Side, rows * Side);
        Assert.Equal(isNamed ? [$"{rows} of its 48 rows between others carry no data, in other frames 0"] : [], Problems(frames));
    }

    /// <summary>Of a wall whose light one frame clips; rows that a program filled up have a count of their own.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RowsThatAreClippedThroughoutAreNotLost(bool isElsewhere)
    {
        var frames = Video();
        frames[Torn].Counts.AsSpan(20 * Side, 4 * Side).Fill(4095);
        if (isElsewhere)
            frames[Torn].Counts.AsSpan(19 * Side, Side / 2).Fill(4095);
        Assert.Equal(isElsewhere ? [] : ["4 of its 48 rows between others carry no data, in other frames 0"], Problems(frames));
    }

    [Fact]
    public void ABarThatAllFramesHaveBelongsToTheVideo()
    {
        var frames = Video();
        foreach (var frame in frames)
            Array.Clear(frame.Counts, 20 * Side, 4 * Side);
        Assert.Empty(Problems(frames));
    }

    /// <summary>Without noise all is alike but for what moves.</summary>
    [Fact]
    public void StillPartsOfADrawingAreNoTornTransfer()
    {
        var drawn = TestFrames.Random(Side, Side, PixelType.UInt16);
        Frame[] frames =
        [
            .. Enumerable
                .Range(0, 4)
                .Select(t =>
                {
                    var frame = new Frame(Side, Side, [.. drawn.Counts], PixelType.UInt16);
                    for (var y = 10; y < 16; y++)
                        frame.Counts.AsSpan(y * Side + 5 * t, 6).Fill(999);
                    return frame;
                }),
        ];
        Assert.Empty(Problems(frames));
    }

    private static Frame[] Video()
    {
        var scene = new BlobScene(Side, Side).Frame(blur: 1);
        return
        [
            .. Enumerable
                .Range(0, 5)
                .Select(t =>
                {
                    var random = new Random(t);
                    return new Frame(
                        Side,
                        Side,
                        [.. scene.Counts.Select(c => MathF.Round(1000 + 400 * c + 60 * random.NextSingle()))],
                        PixelType.UInt16
                    );
                }),
        ];
    }

    private string[] Problems(Frame[] frames)
    {
        var problems = SequenceScan
            .Read(new FramesInMemory(_folder, frames).Sequence("a"))
            .Frames.Where(f => f.Problem is not null)
            .ToArray();
        Assert.All(problems, p => Assert.Equal(Torn, p.Index));
        return [.. problems.Select(p => p.Problem!.Reason.Split([": ", ", to the"], StringSplitOptions.None)[0])];
    }
}
