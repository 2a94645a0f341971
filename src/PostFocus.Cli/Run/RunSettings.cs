using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Run;

/// <summary>All that changes the results of a run, but for the frames: a run goes on only where it is the same.</summary>
internal static class RunSettings
{
    /// <param name="request">What was asked for, with the model's options filled in.</param>
    /// <param name="provenance">Version, and options that restored files tell.</param>
    public static IReadOnlyList<Fact> Of(RunRequest request, Provenance provenance)
    {
        var sequences = request.Sequences;
        return
        [
            new("program", $"{provenance.Software}, build {Build()}"),
            .. RunRecord.Libraries,
            new("input", Wording.Shown(Path.GetFileName(Paths.Full(request.Input)))),
            .. provenance.Settings.Select(s => new Fact(s.Name, s.Value)),
            new("device", request.Context.GpuDeviceId is { } gpu ? Text($"cuda:{gpu}") : "cpu"),
            new("cells", RunRemarks.Cells(request)),
            new("--threshold-share", Text($"{request.Rule.LargestShare}")),
            .. Given("--longest-run", request.Rule.LongestRun),
            .. Given("--parquet", request.Parquet ? true : null),
            .. Given("--channel", sequences.Channel),
            .. Given("--plane", sequences.Plane),
            .. Given("--series", sequences.Series),
            .. Given("--axes", sequences.AxisOrder),
            .. Given("--names", sequences.NamePattern),
            .. Given("labels that wells must have", sequences.Having),
            .. Given("labels that wells must not have", sequences.NotHaving),
            .. Given("--pixel", sequences.PixelMicrons),
        ];
    }

    /// <summary>Where two lists differ, in words: each name that differs, then and now.</summary>
    public static IEnumerable<string> Differences(IReadOnlyList<Fact> then, IReadOnlyList<Fact> now)
    {
        foreach (var name in then.Concat(now).Select(fact => fact.Name).Distinct())
        {
            string before = Value(then),
                after = Value(now);
            if (before != after)
                yield return $"{name}: {before} then, {after} now";

            string Value(IEnumerable<Fact> facts) => facts.FirstOrDefault(fact => fact.Name == name)?.Value ?? "none";
        }
    }

    private static IEnumerable<Fact> Given(string name, object? value) => value is null ? [] : [new(name, Text($"{value}"))];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The compiler numbers a module by its code: with another number results may differ in the same version.</summary>
    private static string Build() =>
        string.Concat(
            new[] { typeof(RunSettings), typeof(ConditionalRestoreEstimator.Options), typeof(Frame) }.Select(type =>
                type.Module.ModuleVersionId.ToString("N")[..4]
            )
        );
}
