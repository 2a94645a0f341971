using PostFocus.Cli.Pages;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Report;

/// <summary>A number of the first screen.</summary>
internal sealed record KeyNumber(string Name, string Value, string Note);

/// <summary>A share with its interval, all in per cent.</summary>
internal sealed record YieldBar(string Name, string Text, double Share, double Low, double Range)
{
    public static YieldBar Of(string name, DataSetYield yield) =>
        new(
            name,
            YieldLedger.Describe(yield),
            yield.Sequences == 0 ? 0 : 100 * yield.UsableShare,
            100 * yield.UsableInterval.Low,
            100 * (yield.UsableInterval.High - yield.UsableInterval.Low)
        );
}

/// <summary>All that <c>report.liquid</c> shows, by the names that it uses.</summary>
internal sealed record ReportModel
{
    public required string Input { get; init; }
    public required string Lead { get; init; }
    public required IReadOnlyList<KeyNumber> Numbers { get; init; }
    public required IReadOnlyList<string> Warnings { get; init; }
    public required IReadOnlyList<YieldBar> Yields { get; init; }
    public required string YieldRule { get; init; }
    public required FocusMap Map { get; init; }
    public required IReadOnlyList<Filmstrip> Strips { get; init; }
    public required string StripRule { get; init; }
    public IReadOnlyList<string> Columns { get; } = SequenceRow.Columns;
    public required IReadOnlyList<SequenceRow> Sequences { get; init; }

    /// <summary>None where no gate has judged.</summary>
    public required IReadOnlyList<TrustHistogram> Trust { get; init; }

    /// <summary>None where the gate does not know how reliable it is.</summary>
    public required IReadOnlyList<TrustDiagram> Reliability { get; init; }

    /// <summary>None where no cells were looked for.</summary>
    public required IReadOnlyList<CellCurves> Cells { get; init; }

    /// <summary>Side by side in the picture of a restored frame.</summary>
    public required IReadOnlyList<string> Panels { get; init; }

    public required IReadOnlyList<Fact> Model { get; init; }
    public required IReadOnlyList<Fact> Settings { get; init; }
    public required IReadOnlyList<Fact> Files { get; init; }
    public string Style { get; } = HtmlPage.Resource("page.css") + HtmlPage.Resource("report.css");
    public string Script { get; } = HtmlPage.Resource("report.js");

    public static ReportModel Of(string folder, RunFacts facts, IReadOnlyList<SequenceLedger> sequences)
    {
        FrameReport[] frames = [.. sequences.SelectMany(s => s.Frames)];
        var yield = YieldLedger.Of(sequences);
        var strips = Filmstrips.Of(folder, sequences, facts.FindsCells);
        return new()
        {
            Input = facts.Input,
            Lead = FirstScreen.Lead(yield, frames),
            Numbers = FirstScreen.Numbers(yield, sequences.Count, frames),
            Warnings = [.. ReportWarnings.Of(facts, sequences, frames)],
            Yields =
            [
                YieldBar.Of("as recorded", yield.Before),
                .. yield.After is { } after ? [YieldBar.Of("after restoration", after)] : Array.Empty<YieldBar>(),
                .. yield.Agreed is { } agreed ? [YieldBar.Of("both agree", agreed)] : Array.Empty<YieldBar>(),
            ],
            YieldRule = FirstScreen.Rule(yield, facts.Rule(), frames),
            Map = FocusMap.Of(sequences),
            Strips = strips.Shown,
            StripRule = strips.Rule,
            Sequences = SequenceRow.Of(folder, sequences),
            Trust = TrustHistogram.Of(frames, facts.GateThreshold) is { } trust ? [trust] : [],
            Reliability = TrustDiagram.Of(facts.GateReliability) is { } reliability ? [reliability] : [],
            Cells = CellCurves.Of(sequences, facts.AcceptsAll) is { } cells ? [cells] : [],
            Panels = ["recorded", "restored", "spread", "change", .. facts.FindsCells ? ["cells"] : Array.Empty<string>()],
            Model = facts.Model,
            Settings = facts.Settings,
            Files =
            [
                .. new[]
                {
                    ResultNames.FramesTable,
                    ResultNames.SequencesTable,
                    CellRow.Table,
                    ResultNames.Facts,
                    $"{ResultNames.Pictures}/",
                }
                    .Where(name => Path.Exists(Path.Combine(folder, name)))
                    .Select(name => new Fact(name, Links.To(name))),
            ],
        };
    }
}
