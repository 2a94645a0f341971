using System.CommandLine;
using Microsoft.ML;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Benchmarks.Input;

/// <summary>The model and the frames that a benchmark runs on.</summary>
internal sealed record BenchmarkInput(string ModelPath, string ManifestPath, string? Origin, int? FrameLimit)
{
    public (FocusModel Classifier, RestorationModel Restorer) LoadModels(MLContext context)
    {
        var models = context.FocusRestoration.LoadModels(ModelPath);
        return models is { Classifier: { } classifier, Restorer: { } restorer }
            ? (classifier, restorer)
            : throw new InvalidDataException(
                $"'{ModelPath}' has no {(models.Classifier is null ? "classifier" : "restorer")}; benchmarks need both in one zip."
            );
    }

    /// <summary>The manifest of a simulated data set's folder; or the path itself.</summary>
    public static string Manifest(string path) => Directory.Exists(path) ? Path.Combine(path, "truth.csv") : path;

    public IDataView LoadFrames(MLContext context)
    {
        var frames = context.Data.LoadFrames(ManifestPath);
        return FrameLimit is { } limit ? context.Data.TakeRows(frames, limit) : frames;
    }
}

/// <summary>The options that every benchmark has.</summary>
internal sealed class BenchmarkArguments(int? defaultFrames)
{
    private readonly Option<string> _model = new("--model")
    {
        Description = "Model zip with a classifier and a restorer.",
        Required = true,
    };
    private readonly Option<string> _data = new("--data") { Description = "Folder with truth.csv, or a manifest.", Required = true };
    private readonly Option<string?> _origin = new("--origin")
    {
        Description = "How the data came about, for the report: the command that made them.",
    };
    private readonly Option<int?> _frames = new("--frames")
    {
        Description = "Use only that many frames, from the first.",
        DefaultValueFactory = _ => defaultFrames,
    };
    private readonly Option<string?> _out = new("--out") { Description = "Markdown file to write beside printing." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _model, _data, _origin, _frames, _out })
            command.Add(option);
    }

    public BenchmarkInput Input(ParseResult parsed)
    {
        return new(
            parsed.GetRequiredValue(_model),
            BenchmarkInput.Manifest(parsed.GetRequiredValue(_data)),
            parsed.GetValue(_origin),
            parsed.GetValue(_frames)
        );
    }

    public string? Out(ParseResult parsed) => parsed.GetValue(_out);
}
