using System.Globalization;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.OnnxRuntime;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Run;

/// <summary>Puts down what a run was asked for and what it works with.</summary>
internal static class RunRecord
{
    /// <param name="request">What was asked for, with the model's options filled in.</param>
    /// <param name="pipeline">What it works with.</param>
    /// <param name="search">What was found.</param>
    /// <param name="outputs">Names files as tables do.</param>
    /// <param name="provenance">Version and options that change the results.</param>
    public static RunFacts Of(
        RunRequest request,
        RestorationPipeline pipeline,
        SequenceSearch search,
        RunOutputs outputs,
        Provenance provenance
    ) =>
        new()
        {
            Input = Wording.Shown(Path.GetFileName(Paths.Full(request.Input))),
            IsFinished = true,
            Sequences = search.Sequences.Count,
            Frames = search.Sequences.Sum(s => s.Frames.Count),
            LargestShare = request.Rule.LargestShare,
            LongestRun = request.Rule.LongestRun,
            AcceptsAll = request.AcceptAll,
            IsPretrained = request.IsPretrained,
            FindsCells = request.Cells is not null,
            GateThreshold = pipeline.Gate?.Threshold,
            GateReliability =
            [
                .. pipeline
                    .Gate?.Calibration.Reliability.Where(bin => bin.Count > 0)
                    .Select(bin => new TrustReliability(bin.Count, bin.MeanProbability, bin.Frequency))
                    ?? [],
            ],
            Model = [.. ModelCard.Of(request.ModelPath, request.IsPretrained, pipeline.Models)],
            Settings =
            [
                new("software", provenance.Software),
                new(".NET", Environment.Version.ToString()),
                .. Libraries,
                .. provenance.Settings.Select(s => new Fact(s.Name, s.Value)),
                .. request.Sequences.PixelMicrons is { } pixel
                    ? [new Fact("pixel size, µm", pixel.ToString(CultureInfo.InvariantCulture))]
                    : Array.Empty<Fact>(),
                new("gate", RunRemarks.Gate(pipeline, request)),
                new("cells", RunRemarks.Cells(request)),
            ],
            Remarks =
            [
                .. new[] { RunRemarks.Pixels(search.Sequences, pipeline), RunRemarks.Neighbours(pipeline) }.OfType<string>(),
                .. search.Remarks.Select(outputs.Relative),
                .. search.Problems.Select(p => outputs.Relative(p.Message)),
            ],
        };

    /// <summary>Versions of those that come with the program.</summary>
    public static IEnumerable<Fact> Libraries =>
        [new("ML.NET", VersionOf(typeof(MLContext))), new("ONNX Runtime", VersionOf(typeof(InferenceSession)))];

    private static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0]
        ?? type.Assembly.GetName().Version!.ToString(3);
}
