using System.Diagnostics;
using PostFocus.Cli.Output;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Yield;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Yield;

/// <summary>Judges every frame of the data sets and writes what lost focus costs them.</summary>
internal static class YieldRun
{
    public const string SequencesTable = "yield.csv",
        DataSetsTable = "datasets.csv",
        Picture = "yield.svg";

    /// <returns>0; 2 where a frame could not be used.</returns>
    public static int Execute(YieldRequest request, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        var dataSets = DataSet.Find(request.DataSets, request.Sequences);
        OutFolder.Check(request.OutFolder, request.DataSets);
        var plan = new OutputPlan(request.OutFolder);
        string[] paths = [.. new[] { SequencesTable, DataSetsTable, Picture }.Select(name => plan.Add(name, "the run itself"))];
        using var scoring = new ScoringPipeline(request.Context, request.ModelPath, "yield");
        using var folder = OutFolder.Hold(request.OutFolder);
        var clock = Stopwatch.StartNew();
        var sequences = new List<(string DataSet, JudgedSequence Judged)>();
        var summaries = new List<(DataSetYield Judged, DataSetYield? Labelled)>();
        var progress = new Progress(output, dataSets.Sum(s => s.Frames));
        foreach (var set in dataSets)
        {
            output.WriteLine($"{set.Name}: {Count(set.Sequences.Count, "sequence")}, {Count(set.Frames, "frame")} in {set.Path}");
            WriteSearch(set.Search, output, error);
            if (PixelsNotKnown(set.Sequences, scoring.PixelMicrons) is { } pixels)
                output.WriteLine(pixels);
            var judged = Judge(set, scoring, request, progress, error, cancellation);
            sequences.AddRange(judged.Select(s => (set.Name, s)));
            summaries.Add(
                (
                    DataSetYield.Of(set.Name, judged.Select(s => s.Yield)),
                    set.Labels is null
                        ? null
                        : DataSetYield.Of(set.Name, set.Sequences.Select(s => SequenceYield.Of(s.Name, set.LabelsFor(s), request.Rule)))
                )
            );
        }

        // Nothing was written before: who cancels finds no part of the results.
        YieldTables.WriteSequences(paths[0], sequences);
        YieldTables.WriteDataSets(paths[1], summaries.Select(s => s.Judged), request.Rule);
        FileSafety.WriteWhole(paths[2], YieldSummary.Draw(summaries.Select(s => s.Judged), request.Rule).Write);

        int frames = sequences.Sum(s => s.Judged.Yield.Frames),
            failed = sequences.Sum(s => s.Judged.Yield.NotJudged);
        output.WriteLine();
        YieldSummary.WriteTable(output, summaries);
        output.WriteLine();
        output.WriteLine($"Affected: {AffectedBy(request.Rule)}. {Count(frames, "frame")} judged in {clock.Elapsed.TotalSeconds:F1} s.");
        if (sequences.Sum(s => s.Judged.Yield.NothingToJudge) is > 0 and var empty)
        {
            output.WriteLine(
                $"{Count(empty, "frame")} with nothing to judge, empty fields: see the column nothing_to_judge of {SequencesTable}. They count in no share; "
                    + $"{Count(summaries.Sum(s => s.Judged.Empty), "sequence")} of nothing else, counted as empty in {DataSetsTable}."
            );
        }
        if (failed > 0)
            output.WriteLine(
                $"{Count(failed, "frame")} not usable: see the column not_usable of {SequencesTable}. They count in no share."
            );
        if (sequences.Count(s => s.Judged.IsStrange) is > 0 and var strange)
        {
            output.WriteLine(
                $"{strange} of {Count(sequences.Count, "sequence")} unlike anything that the networks learnt from: see the column out_of_domain of {SequencesTable}. "
                    + $"Do not trust what is counted there, {Strangers.Advice(scoring.PixelMicrons)}"
            );
        }
        output.WriteLine($"{SequencesTable}, {DataSetsTable} and {Picture} are in {request.OutFolder}.");
        if (Installation.IsPretrained(request.ModelPath))
            output.WriteLine(
                "The pretrained classifier learnt from simulated frames only. On other optics or cells check its calls before you use these numbers."
            );
        return failed > 0 || dataSets.Any(s => s.Search.Problems.Count > 0) ? ExitCodes.SomeFilesFailed : ExitCodes.Success;
    }

    private static IReadOnlyList<JudgedSequence> Judge(
        DataSet set,
        ScoringPipeline scoring,
        YieldRequest request,
        Progress all,
        TextWriter error,
        CancellationToken cancellation
    )
    {
        var judged = new List<JudgedSequence>();
        var progress = all.Of(set.Name, set.Frames);
        var done = 0;
        foreach (var sequence in set.Sequences)
        {
            var scan = SequenceScan.Read(sequence, request.CameraOffset, cancellation);
            ScannedFrame[] unusable = [.. scan.Frames.Where(f => f.Problem is not null)];
            done += unusable.Length;
            WriteProblems(error, unusable.Select(f => (f.Location.Path, f.Location.Page, f.Problem!.Reason)));
            judged.Add(JudgedSequence.Of(sequence.Name, scan, Verdicts(sequence, scan), request.Rule));
        }
        return judged;

        Dictionary<ScannedFrame, FocusVerdict?> Verdicts(FrameSequence sequence, SequenceScan scan)
        {
            var verdicts = new Dictionary<ScannedFrame, FocusVerdict?>();
            try
            {
                foreach (var part in scan.Parts)
                foreach ((var frame, var judge) in part.Frames.Zip(scoring.Judge(part)))
                {
                    cancellation.ThrowIfCancellationRequested();
                    verdicts.Add(frame, judge());
                    progress(++done);
                }
                return verdicts;
            }
            catch (Exception e) when (Failure.IsOfFrames(e, scoring.IsReady))
            {
                // Half a video's verdicts would be counted as if they were all of it.
                error.WriteLine(
                    $"error: {set.Name}, sequence {sequence.Name}: {(e is FrameFormatException ? e.Message : Failure.Reason(e))} None of its frames is counted."
                );
                return [];
            }
        }
    }
}
