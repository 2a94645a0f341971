using PostFocus.Cli.Results;
using PostFocus.Imaging;

namespace PostFocus.Cli.Tests.Results;

public sealed class FrameReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatIsWrittenIsReadBack()
    {
        FrameReport[] written =
        [
            new("=1+1", 3, "a/b, \"c\".tif", 2)
            {
                ProbabilityOutOfFocus = 0.75f,
                IsOutOfFocus = true,
                DefocusMicrons = 1.5f,
                DefocusSide = 0.25f,
                DomainScore = 0.5f,
                InDomain = true,
                TenengradBefore = 0.125f,
                TenengradAfter = 0.5f,
                Restored = true,
                ProbabilityAfter = 0.25f,
                IsOutOfFocusAfter = false,
                Neighbours = 2,
                MeanSpread = 12.5f,
                ClippedPixels = 4,
                Trust = 0.875f,
                Accepted = false,
                Rejection = "trust",
                Picture = "reports/a/worst-1.png",
            },
            new("empty", 0, "empty.tif", 0) { NothingToJudge = true },
            new("broken", 0, "broken.tif", 0) { Error = "it is broken,\nin two lines" },
        ];
        FrameReport.Write(_folder["frames.csv"], written);
        Assert.Equal(
            [written[0], written[1], written[2] with { Error = @"it is broken,\nin two lines" }],
            FrameReport.Read(_folder["frames.csv"])
        );
    }

    [Theory]
    [InlineData("x", "frames.csv: the table has no column 'sequence'")]
    [InlineData(Header + "\na,zero,a.tif,0,,,,,,,,,,,,,,,,,,,,", "frames.csv: line 2: frame is 'zero', not a whole number from 0")]
    [InlineData(Header + "\na,0,,0,,,,,,,,,,,,,,,,,,,,", "frames.csv: line 2: file is empty")]
    [InlineData(Header + "\na,0,a.tif,0,high,,,,,,,,,,,,,,,,,,,", "frames.csv: line 2: p_oof is 'high', not a number")]
    [InlineData(Header + "\na,0,a.tif,0,,maybe,,,,,,,,,,,,,,,,,,", "frames.csv: line 2: out_of_focus is 'maybe', not true or false")]
    public void AnotherTableIsRefusedByLineAndColumn(string text, string message)
    {
        File.WriteAllText(_folder["frames.csv"], text);
        Assert.Contains(
            message,
            Assert.Throws<FrameFormatException>(() => FrameReport.Read(_folder["frames.csv"])).Message,
            StringComparison.Ordinal
        );
    }

    private const string Header =
        "sequence,frame,file,page,p_oof,out_of_focus,nothing_to_judge,defocus_um,p_side,domain_score,in_domain,"
        + "called_within_sequence,tenengrad_before,tenengrad_after,restored,p_oof_after,still_out_of_focus,neighbours,mean_spread,clipped_pixels,trust,accepted,rejected_by,"
        + "cells,cells_after,cells_lost,cells_new,contacts,contacts_after,picture,error";
}
