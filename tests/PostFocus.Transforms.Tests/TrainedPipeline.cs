using Microsoft.ML;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Transforms.Tests;

/// <summary>Simulated frames on disk and the pretrained networks, a diffusion among them, made once for a class of tests.</summary>
public sealed class TrainedPipeline : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TrainedPipeline()
    {
        Manifest = SimulatedFolder.Write(_folder["wells"]);
        Models = Context.FocusRestoration.LoadModels(Repository.Diffusion);
    }

    public MLContext Context { get; } = new(seed: 1);

    /// <summary>Two wells: rows 0 and 3 in focus, rows 1, 2, 4, 5 out of focus.</summary>
    public string Manifest { get; }

    public PretrainedModels Models { get; }

    /// <summary>The labels decide what is restored, so that tests do not hang on what the classifier finds.</summary>
    public static ConditionalRestoreEstimator.Options ByLabel { get; } =
        new()
        {
            DecisionColumnName = "Label",
            Samples = 2,
            Steps = 2,
        };

    public IDataView Frames() => Context.Data.LoadFrames(Manifest);

    public IDataView Restore(IDataView frames, ConditionalRestoreEstimator.Options? options = null) =>
        Context.Transforms.ConditionalRestore(Models.Restorer!, options ?? ByLabel).Fit(frames).Transform(frames);

    public void Dispose() => _folder.Dispose();
}
