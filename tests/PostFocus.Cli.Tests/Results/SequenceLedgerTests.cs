using PostFocus.Cli.Results;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Tests.Results;

public sealed class SequenceLedgerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// '.' in focus, 'A' accepted, 'R' rejected, '#' out of focus and not restored, '0' empty, '!' not usable, '~' restored without a gate.
    /// </summary>
    [Theory]
    [InlineData("....", 4, 0, 4, 0, 4)]
    [InlineData(".A.R", 4, 2, 1, 1, 3)]
    [InlineData("AA0.", 3, 2, 1, 0, 2)]
    [InlineData("A!A#", 3, 3, 0, 1, 1)]
    public void OnlyFramesThatTheGateAcceptedAreInFocusAfterwards(
        string frames,
        int judged,
        int lostBefore,
        int longestBefore,
        int lostAfter,
        int longestAfter
    )
    {
        var ledger = Assert.Single(SequenceLedger.Of(Frames(frames), new YieldOptions()));
        Assert.Equal((judged, lostBefore, longestBefore), (ledger.Before.Frames, ledger.Before.OutOfFocus, ledger.Before.LongestInFocus));
        Assert.Equal((judged, lostAfter, longestAfter), (ledger.After!.Frames, ledger.After.OutOfFocus, ledger.After.LongestInFocus));
    }

    [Fact]
    public void WhereBothMustAgreeAnAcceptedFrameThatTheClassifierCallsOutOfFocusStillIs()
    {
        FrameReport[] frames = [.. Frames(".AAR").Select((f, i) => f.Restored ? f with { IsOutOfFocusAfter = i == 1 } : f)];
        var ledger = Assert.Single(SequenceLedger.Of(frames, new YieldOptions()));
        Assert.Equal((3, 1, 2), (ledger.Before.OutOfFocus, ledger.After!.OutOfFocus, ledger.Agreed!.OutOfFocus));
        Assert.Equal(1, ledger.StillOutOfFocus);
    }

    [Fact]
    public void WithoutAGateNothingIsKnownOfAfterwards()
    {
        var ledgers = SequenceLedger.Of([.. Frames("..~", "a"), .. Frames("...", "b")], new YieldOptions());
        Assert.Equal([true, false], ledgers.Select(l => l.After is null));
        var yield = YieldLedger.Of([.. ledgers]);
        Assert.Null(yield.After);
        Assert.Equal((2, 1), (yield.Before.Sequences, yield.Before.Usable));
        Assert.Null(ledgers[0].Accepted);
    }

    [Fact]
    public void TheRuleDecidesWhichSequencesAreUsable()
    {
        var frames = Frames(".AR.................");
        Assert.Equal((0, 1), Usable(new YieldOptions()));
        Assert.Equal((1, 1), Usable(new YieldOptions { LargestShare = 0.1 }));
        Assert.Equal((0, 0), Usable(new YieldOptions { LargestShare = 0 }));
        Assert.Equal((0, 1), Usable(new YieldOptions { LargestShare = 1, LongestRun = 1 }));

        (int, int) Usable(YieldOptions rule)
        {
            var yield = YieldLedger.Of([.. SequenceLedger.Of(frames, rule)]);
            return (yield.Before.Usable, yield.After!.Usable);
        }
    }

    [Fact]
    public async Task ARunWritesARowPerSequence()
    {
        TestFrames.WriteTiffs(
            _folder["in/a"],
            [TestFrames.At(0.1, 0), TestFrames.At(0.6, 1), TestFrames.At(0.1, 2), TestFrames.At(0.9, 3)]
        );
        TestFrames.WriteTiffs(_folder["in/b"], [TestFrames.Constant(7)]);
        GatedModel.Save(_folder["gated.zip"], BrightnessModel.Zip, _folder["in/a"]);
        var run = await Postfocus.Run(
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            _folder["gated.zip"],
            "--samples",
            "2",
            "--steps",
            "1",
            "--threshold-share",
            "0.3"
        );

        Assert.Contains(
            "as recorded 0 of 1 (0.0 %, 95 % interval 0.0 % to 79.3 %), after restoration 1 of 1 (100.0 %, 95 % interval 20.7 % to 100.0 %)",
            run.Output,
            StringComparison.Ordinal
        );
        var rows = CsvTable.Read(_folder["out/sequences.csv"], "sequence", "frames", "restored", "rejected_by_domain");
        Assert.Equal(["a", "b"], rows.Select(r => r.Text("sequence")));
        Assert.Equal([4, 1], rows.Select(r => r.Integer("frames")));
        Assert.Equal([2, 0], rows.Select(r => r.Integer("restored")));
        Assert.Equal([1, 0], rows.Select(r => r.Integer("accepted")));
        Assert.Equal([1, 0], rows.Select(r => r.Integer("rejected_by_trust")));
        Assert.Equal([0, 0], rows.Select(r => r.Integer("rejected_by_settings")));
        Assert.Equal([0, 1], rows.Select(r => r.Integer("not_usable")));
        Assert.Equal([false, null], rows.Select(r => r.Flag("usable_before")));
        Assert.Equal([true, null], rows.Select(r => r.Flag("usable_after")));
        Assert.Equal([0.25, null], rows.Select(r => r.Number("share_after")));
        var frames = new FramesTable(_folder["out"]);
        // The classifier's word on restored frames, which decides nothing.
        Assert.Equal(frames["restored"], frames["p_oof_after"].Select(p => p.Length > 0 ? "true" : "false"));
        Assert.Equal([frames["still_out_of_focus"].Count(o => o == "true"), 0], rows.Select(r => r.Integer("still_out_of_focus")));
        Assert.Equal(["", "trust", "", "", ""], frames["rejected_by"]);
        Assert.Equal(["false", "true", "false", "true", ""], frames["out_of_focus"]);
    }

    private static FrameReport[] Frames(string frames, string sequence = "in") =>
        [.. frames.Select((kind, i) => Frame(kind, new FrameReport(sequence, i, $"{sequence}/t{i}.tif", 0)))];

    private static FrameReport Frame(char kind, FrameReport frame) =>
        kind switch
        {
            '0' => frame with { NothingToJudge = true },
            '!' => frame with { Error = "broken" },
            '.' => frame with { ProbabilityOutOfFocus = 0.1f },
            '#' => frame with { ProbabilityOutOfFocus = 0.9f, IsOutOfFocus = true, Error = "it cannot be written" },
            '~' => frame with { ProbabilityOutOfFocus = 0.9f, IsOutOfFocus = true, Restored = true },
            _ => frame with { ProbabilityOutOfFocus = 0.9f, IsOutOfFocus = true, Restored = true, Accepted = kind == 'A' },
        };
}
