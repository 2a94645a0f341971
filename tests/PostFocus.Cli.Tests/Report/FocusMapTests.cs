using PostFocus.Cli.Report;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Tests.Report;

public sealed class FocusMapTests
{
    private static readonly FrameReport s_frame = new("a", 0, "a/t.tif", 0) { ProbabilityOutOfFocus = 0.1f };
    private static readonly FrameReport s_lost = s_frame with { ProbabilityOutOfFocus = 0.9f, IsOutOfFocus = true };
    private static readonly FrameReport s_restored = s_lost with { Restored = true };

    [Fact]
    public void EachFrameIsACellOfItsState()
    {
        var map = Map(
            s_frame,
            s_frame,
            s_restored with
            {
                Accepted = true,
            },
            s_restored with
            {
                Accepted = false,
            },
            s_restored,
            s_lost,
            s_frame with
            {
                ProbabilityOutOfFocus = null,
                NothingToJudge = true,
            },
            s_frame with
            {
                ProbabilityOutOfFocus = null,
                Error = "broken",
            },
            s_frame
        );
        Assert.Equal((9, 1), (map.Columns, map.Rows));
        Assert.Equal(
            [
                ('f', 3, "M0 0h2v1h-2zM8 0h1v1h-1z"),
                ('a', 1, "M2 0h1v1h-1z"),
                ('r', 1, "M3 0h1v1h-1z"),
                ('o', 1, "M4 0h1v1h-1z"),
                ('l', 1, "M5 0h1v1h-1z"),
                ('n', 1, "M6 0h1v1h-1z"),
                ('x', 1, "M7 0h1v1h-1z"),
            ],
            map.States.Select(s => (s.Class, s.Count, s.Path))
        );
        Assert.Contains("\"frames\":\"ffarolnxf\"", map.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void SequencesAreRowsAndAMissingFrameIsAGap()
    {
        var map = FocusMap.Of(
            SequenceLedger.Of([s_frame, s_frame with { Frame = 2 }, s_frame with { Sequence = "</script>", Frame = 1 }], new YieldOptions())
        );
        Assert.Equal("M0 0h1v1h-1zM2 0h1v1h-1zM1 1h1v1h-1z", Assert.Single(map.States).Path);
        Assert.Equal(["a", "</script>"], map.Names);
        Assert.DoesNotContain("<", map.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void ColumnsAreTheFrameNumbersThatOccurHoweverLarge()
    {
        var map = FocusMap.Of(
            SequenceLedger.Of([s_frame, s_frame with { Frame = int.MaxValue }, s_frame with { Sequence = "b" }], new YieldOptions())
        );
        Assert.Equal((2, "frame 0", $"frame {int.MaxValue}"), (map.Columns, map.FirstFrame, map.LastFrame));
        Assert.Contains($"\"numbers\":[0,{int.MaxValue}]", map.Data, StringComparison.Ordinal);
    }

    [Fact]
    public void SequencesWithoutNumbersInCommonAreShownByPlace()
    {
        var frames = Enumerable.Range(0, 30).Select(i => s_frame with { Sequence = $"s{i / 3}", Frame = 1_700_000_000 + i });
        var map = FocusMap.Of(SequenceLedger.Of(frames, new YieldOptions()));
        Assert.Equal((3, "first frame", "last frame"), (map.Columns, map.FirstFrame, map.LastFrame));
        Assert.Contains("\"numbers\":[1700000003,1700000004,1700000005]", map.Data, StringComparison.Ordinal);
    }

    private static FocusMap Map(params FrameReport[] frames) =>
        FocusMap.Of(SequenceLedger.Of(frames.Select((f, i) => f with { Frame = i }), new YieldOptions()));
}
