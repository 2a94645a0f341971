using System.Diagnostics;
using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Storage;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Reproduce;

/// <summary>Does what is not done yet, stage by stage, and sets the figures beside the paper's.</summary>
internal static class ReproductionRun
{
    /// <returns>0.</returns>
    public static int Execute(ReproduceRequest request, TextWriter output, CancellationToken cancellation)
    {
        var models = ComparedModels.Load(request.Context, request.ModelPaths);
        SegmenterZip.Load(request.Context, request.SegmenterPath);
        var settings = Settings(request, models);
        using var folder = ReproductionFolder.Hold(request.OutFolder, settings);
        var stages = Stages.Of(request, models);
        Stage[] open = [.. stages.Where(stage => !stage.IsDone)];
        output.WriteLine(
            open.Length == 0
                ? $"{Count(stages.Count, "stage")}, all done."
                : $"{Count(stages.Count, "stage")}, {stages.Count - open.Length} of them done. The rest takes about {Duration(open.Sum(stage => stage.Seconds))} on two cores that do nothing else. "
                    + "It can be stopped (Ctrl-C): the same command goes on where it was."
        );
        var clock = Stopwatch.StartNew();
        foreach (var stage in open)
        {
            cancellation.ThrowIfCancellationRequested();
            output.WriteLine($"{stages.ToList().IndexOf(stage) + 1} of {stages.Count}, {stage.Name}: about {Duration(stage.Seconds)}");
            stage.Execute(output, cancellation);
        }
        var figures = Figures.Read(request.OutFolder, request.Size, models);
        foreach (var figure in figures.All)
            FigureTable.Write(request.OutFolder, figure);
        ReproductionPage.Write(request.OutFolder, figures, models, request.SegmenterPath == Installation.PretrainedSegmenter, settings);
        output.WriteLine();
        foreach (var finding in Findings.Of(figures, models))
            output.WriteLine($"{finding.Claim}: {finding.Verdict}. Paper: {finding.Published}. Here: {finding.Ours}.");
        output.WriteLine();
        output.WriteLine(
            $"All of it on simulated wells. {Duration(clock.Elapsed.TotalSeconds)}. {ReproductionNames.Page} and a table a figure are in {request.OutFolder}."
        );
        return ExitCodes.Success;
    }

    /// <summary>All that changes the results.</summary>
    private static Fact[] Settings(ReproduceRequest request, ComparedModels models) =>
        [
            new("software", Installation.Software),
            new("size", request.Size.Name),
            new("videos", $"{ReproductionSets.Videos.Count} sets of {request.Size.Videos}, of {request.Size.FramesPerVideo} frames"),
            new("focal stacks", string.Join(", ", ReproductionSets.Planes.Select(set => $"{set.Wells(request.Size)} of {set.Name}"))),
            new(
                "frames",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{request.Size.Pixels} × {request.Size.Pixels} pixels of {request.Size.PixelMicrons} µm"
                )
            ),
            .. models.All.Select(model => new Fact($"model {model.Name}", $"SHA-256 {FileHash.Sha256(model.Path)}")),
            new("segmenter", $"{Path.GetFileName(request.SegmenterPath)}, SHA-256 {FileHash.Sha256(request.SegmenterPath)}"),
            new("device", request.Device),
        ];
}
