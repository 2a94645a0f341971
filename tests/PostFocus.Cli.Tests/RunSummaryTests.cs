using Microsoft.ML;
using PostFocus.Cli.Results;
using PostFocus.Cli.Run;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Yield;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Tests;

public sealed class RunSummaryTests
{
    private static readonly FrameReport[] s_reports =
    [
        Report(0) with
        {
            ProbabilityOutOfFocus = 0.1f,
        },
        Restored(1, before: 2, after: 3) with
        {
            Neighbours = 2,
            ClippedPixels = 4,
            Accepted = true,
        },
        Restored(2, before: 1, after: 4) with
        {
            Neighbours = 1,
            ClippedPixels = 5,
            Accepted = false,
        },
        Restored(3, before: 1, after: 2) with
        {
            Neighbours = 2,
            Accepted = true,
        },
        Report(4) with
        {
            NothingToJudge = true,
        },
        Report(5) with
        {
            Error = "broken",
        },
        Report(6) with
        {
            Error = "broken, too",
        },
    ];

    [Fact]
    public void TheLineOfASequenceCountsItsFrames() =>
        Assert.Equal(
            "7 frames, 3 out of focus, 3 restored, 2 of them accepted, 1 with nothing to judge, 2 not usable",
            RunSummary.Describe(s_reports)
        );

    [Theory]
    [InlineData("", 1f)]
    [InlineData("; exposure changes at frame 1 (×2.5): mapped in 2 parts", 1f, 2.5f)]
    [InlineData("; exposure changes 2 times from frame 1 on: mapped in 3 parts", 1f, 2.5f, 1f, 0.4f)]
    public void ChangesOfExposureAreTold(string told, params float[] changes) =>
        Assert.Equal(
            $"{changes.Length} frame{(changes.Length == 1 ? "" : "s")}, 0 out of focus, 0 restored{told}",
            RunSummary.Describe([.. changes.Select((change, frame) => Report(frame) with { ExposureChange = change == 1 ? null : change })])
        );

    [Fact]
    public void TheEndOfARunCountsWhatWasScoredAndWhatRestoringChanged()
    {
        var lines = Written(s_reports);
        Assert.Equal("1 sequence, 4 frames scored, 3 out of focus and restored (75.0 %), 2 of them accepted in 1.5 s.", lines[0]);
        Assert.StartsWith("2 frames not usable", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("1 frame with nothing to judge", lines[2], StringComparison.Ordinal);
        Assert.Equal("Tenengrad of restored frames, after / before: median 2.00, from 1.50 to 4.00.", lines[3]);
        Assert.Contains("both for 2 of the restored frames, one for 1, none for 0 ", lines[4], StringComparison.Ordinal);
        Assert.Equal("Restored pixels beyond the range of the bit depth, clipped: 9.", lines[5]);
        Assert.Equal(
            "Usable sequences (not affected; affected: more than 5 % of its frames out of focus): as recorded 0 of 1 (0.0 %, 95 % interval 0.0 % to 79.3 %), "
                + "after restoration 0 of 1 (0.0 %, 95 % interval 0.0 % to 79.3 %): only frames that the gate accepted count as in focus again. "
                + "Where the classifier must agree: 0 of 1 (0.0 %, 95 % interval 0.0 % to 79.3 %).",
            lines[6]
        );
        Assert.Contains("are in results; report.html", lines[7], StringComparison.Ordinal);
        Assert.Equal(8, lines.Length);
    }

    [Fact]
    public void WhatDidNotHappenIsNotTold()
    {
        var lines = Written([s_reports[0]]);
        Assert.Equal("1 sequence, 1 frame scored, 0 out of focus and restored (0.0 %) in 1.5 s.", lines[0]);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void WithoutAGateTheYieldAfterIsNotKnown() =>
        Assert.Contains(
            "after restoration not known, as no gate judges.",
            Written([.. s_reports.Select(r => r with { Accepted = null })])[6],
            StringComparison.Ordinal
        );

    [Fact]
    public void FilesThatCouldNotBeWrittenAreNotSaidToBeThere()
    {
        var all = Written(s_reports);
        var some = Written(s_reports, "sequences.csv", "report.html");
        Assert.Contains("Frames, frames.csv, sequences.csv and pictures are in results; report.html shows them on one page.", all);
        Assert.Contains("Frames, frames.csv and pictures are in results.", some);
    }

    private static FrameReport Report(int frame) => new("in", frame, $"t{frame}.tif", 0);

    private static FrameReport Restored(int frame, float before, float after) =>
        Report(frame) with
        {
            ProbabilityOutOfFocus = 0.9f,
            IsOutOfFocus = true,
            Restored = true,
            TenengradBefore = before,
            TenengradAfter = after,
        };

    private static string[] Written(IReadOnlyList<FrameReport> reports, params IReadOnlyList<string> unwritten)
    {
        using var output = new StringWriter();
        var request = new RunRequest(
            "in",
            new SequenceOptions(),
            "results",
            "model.zip",
            new MLContext(1),
            new ConditionalRestoreEstimator.Options(),
            new YieldOptions()
        );
        RunSummary.Write(output, request, SequenceLedger.Of(reports, request.Rule), reports, 0, unwritten, TimeSpan.FromSeconds(1.5));
        return output.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }
}
