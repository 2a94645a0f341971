using Microsoft.ML;
using PostFocus.Transforms.Classification;

namespace PostFocus.Transforms.Tests.Classification;

/// <summary>A classifier as an ONNX file, run by ML.NET's own ApplyOnnxModel, says what ScoreFocus says.</summary>
public sealed class FocusGraphTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(6, 0.99)]
    [InlineData(8, 0.01)]
    public void TheShippedClassifierGivesTheSameVerdicts(int orientations, double threshold)
    {
        var model = _context.FocusRestoration.LoadModels(Repository.Model).Classifier! with
        {
            Orientations = orientations,
            Threshold = threshold,
        };
        var (ours, stock) = Judge(model, Frames(model));
        foreach (var column in new[] { "Score", "Probability", "DefocusMicrons", "DefocusSide" })
            Assert.All(
                ours.Scalars<float>(column).Zip(stock.Scalars<float[]>(column)),
                pair => Assert.Equal(pair.First, Assert.Single(pair.Second), 1e-4f)
            );
        Assert.Equal(ours.Scalars<bool>("PredictedLabel"), stock.Scalars<bool[]>("PredictedLabel").Select(Assert.Single));
    }

    [Fact]
    public void CallsAreThoseOfTheModelsThreshold()
    {
        // So soft that no call is beyond doubt.
        var model = _context.FocusRestoration.LoadModels(Repository.Model).Classifier! with
        {
            Temperature = 20,
        };
        var frames = Frames(model);
        float[] sure = [.. Judge(model, frames).Ours.Scalars<float>("Probability").OrderDescending()];
        var (ours, stock) = Judge(model with { Threshold = (sure[0] + sure[1]) / 2 }, frames);
        Assert.Single(ours.Scalars<bool>("PredictedLabel"), isOut => isOut);
        Assert.Equal(ours.Scalars<bool>("PredictedLabel"), stock.Scalars<bool[]>("PredictedLabel").Select(Assert.Single));
    }

    private IDataView Frames(FocusModel model) => _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], size: model.InputSize));

    private (IDataView Ours, IDataView Stock) Judge(FocusModel model, IDataView frames)
    {
        File.WriteAllBytes(_folder["classifier.onnx"], model.ToOnnx());
        return (
            _context.Transforms.ScoreFocus(model).Fit(frames).Transform(frames),
            _context.Transforms.ApplyOnnxModel(_folder["classifier.onnx"]).Fit(frames).Transform(frames)
        );
    }
}
