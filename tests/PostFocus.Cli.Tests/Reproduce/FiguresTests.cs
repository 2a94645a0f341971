using System.Globalization;
using PostFocus.Cli.Reproduce;
using PostFocus.Cli.Versions;

namespace PostFocus.Cli.Tests.Reproduce;

public sealed class FiguresTests
{
    [Fact]
    public void SharesOfVideosStandBesideThePapersSetBySet()
    {
        var before = YieldFigures.Before(Rows.Recoveries());
        var row = before.Rows[0];
        Assert.Equal(("videos-1", "in truth", 1.0, 2), (row.Group, row.Version, row.Ours.Value, row.Ours.Count));
        Assert.Equal((0.96, "96 %"), (row.Published!.Value.Mean, row.PublishedText));
        Assert.Equal(
            new[] { 0.96, 0.80, 0.36, 0.14, 0.15, 0.14, 0.06 },
            before.Rows.Where(r => r.Version == "in truth").Select(r => r.Published!.Value.Mean)
        );
    }

    [Fact]
    public void WhatCountsAsRecoveredAndIsNotIsTold()
    {
        var after = YieldFigures.After(Rows.Recoveries());
        Assert.Equal(0.5, after.Of(YieldFigures.Recovered, "all", "in truth").Value);
        Assert.Equal(1, after.Of(YieldFigures.Recovered, "all", "by the gate's count").Value);
        Assert.Equal(7 / 14.0, after.Of("videos that count as recovered, and are not in truth", "all", "in truth").Value);
        Assert.Equal(
            (0.25, 28),
            (
                after.Of("accepted frames that are worse than they were", "all", "in truth").Value,
                after.Of("accepted frames that are worse than they were", "all", "in truth").Count
            )
        );
    }

    [Fact]
    public void AClassifierStandsBesideTheBestThresholdOfSharpness()
    {
        // Sharpness tells 3 of 4, the classifier 2.
        FocusRow[] frames =
        [
            new("net", "SKOV3", "a", IsOut: true, IsCalled: false, 0.4, Tenengrad: 1),
            new("net", "SKOV3", "a", IsOut: false, IsCalled: false, 0.1, Tenengrad: 2),
            new("net", "SKOV3", "b", IsOut: true, IsCalled: true, 0.9, Tenengrad: 3),
            new("net", "SKOV3", "b", IsOut: false, IsCalled: true, 0.6, Tenengrad: 4),
        ];
        var figure = ClassifierFigure.Of(frames);
        Assert.Equal(0.5, figure.Of("accuracy", "all", "net").Value);
        Assert.Equal(0.75, figure.Of("accuracy", "SKOV3", "best threshold of sharpness (Tenengrad)").Value);
        Assert.Equal(0.5, figure.Of("accuracy", "all", "always the more frequent answer").Value);
    }

    [Fact]
    public void GainsAreTakenFrameByFrameAgainstTheSameFrameAsRecorded()
    {
        var figures = new RestorationFigures(Rows.Likeness());
        Assert.Equal(4, figures.All().Of(RestorationFigures.Gain, "all", "restored, net").Value, 1e-9);
        Assert.Equal(2, figures.All().Of(RestorationFigures.Gain, "all", "restored, net").Count);
        Assert.Equal(3, figures.ByPlane().Of(RestorationFigures.Gain, "-10 µm", "restored, net").Value, 1e-9);
        Assert.Equal(5, figures.ByPlane().Of(RestorationFigures.Gain, "+10 µm", "restored, net").Value, 1e-9);
        Assert.Equal(-1, figures.ByObject().Of(RestorationFigures.Gain, "SKOV3", "half contrast").Value, 1e-9);
        Assert.Equal("+4.0 ± 1.4 (+4.0 to +4.0)", figures.All().Rows.First(r => r.Version == "restored, net").Text);
    }

    [Fact]
    public void ChangesOfMeasurementsAreTakenVideoByVideoAndVideosWithoutAnyAreLeftOut()
    {
        var figure = MeasurementFigure.Of(Rows.Measurements());
        var change = figure.Of(MeasurementFigure.Change(MeasurementFigure.ContactPcc), "all", FrameVersion.Gated.Name);
        Assert.Equal((0.25, 2), (change.Value, change.Count));
        Assert.Equal(3, figure.Of(MeasurementFigure.Name(MeasurementFigure.CountError), "all", FrameVersion.Recorded.Name).Count);
    }

    [Fact]
    public void ATableHasAllThatThePageShows()
    {
        using var folder = new TemporaryFolder();
        FigureTable.Write(folder.Path, YieldFigures.Before(Rows.Recoveries()));
        var lines = File.ReadAllLines(folder["figure-1c.csv"]);
        Assert.Equal("measure,group,version,value,sd,interval_low,interval_high,n,paper,paper_sd", lines[0]);
        Assert.Equal("videos with more than 5 % of their frames out of focus,videos-1,in truth,1,,0.34238,1,2,0.96,", lines[1]);
        Assert.Equal(1 + 14, lines.Length);
    }

    [Fact]
    public void PlacesOnAPanelHoldAllThatIsDrawn()
    {
        var panel = Panel.Of(YieldFigures.Before(Rows.Recoveries())).Single();
        Assert.Equal(2, panel.Zero);
        Assert.Equal(("98", "94.16"), (panel.Rows[0].At, panel.Rows[0].PublishedAt));
        Assert.All(panel.Rows, row => Assert.InRange(Number(row.Low), 0, Number(row.At)));
        Assert.All(panel.Rows, row => Assert.InRange(Number(row.Low) + Number(row.Range), Number(row.At) - 0.02, 100));

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }
}
