using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Focus;
using PostFocus.Transforms.Sharpness;

namespace PostFocus.Transforms.Tests.Sharpness;

public sealed class SharpnessFeaturesTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void TheVectorHasNamedSlotsAndIsThatOfTheImagingLibrary()
    {
        var measured = Measured(Sample());
        VBuffer<ReadOnlyMemory<char>> names = default;
        measured.Schema["Features"].GetSlotNames(ref names);
        Assert.Equal(
            [
                "Tenengrad",
                "Brenner",
                "LaplacianVariance",
                "VollathF4",
                "VollathF5",
                "NormalizedVariance",
                "MiddleBandPower",
                "HighBandPower",
                "GradientKurtosis",
            ],
            names.DenseValues().Select(n => n.ToString())
        );

        int[] sides = [.. ((VectorDataViewType)measured.Schema["Frame"].Type).Dimensions];
        float[] frame = measured.Scalars<float[]>("Frame")[3],
            features = measured.Scalars<float[]>("Features")[3];
        Assert.Equal(9, features.Length);
        Assert.Equal(SharpnessMeasures.Brenner(frame, sides[0], sides[1]) / SharpnessMeasures.Variance(frame), features[1], 1e-5);
        Assert.Equal(SharpnessMeasures.SpectrumShares(frame, sides[0], sides[1]).High, features[7], 1e-6);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AStockTrainerFindsFramesOutOfFocusByThemAndIsSavedWithThem()
    {
        using var folder = new TemporaryFolder();
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(folder["wells"], wells: 24, size: 96));
        var pipeline = _context
            .Transforms.SharpnessFeatures()
            .AppendCacheCheckpoint(_context)
            .Append(_context.Transforms.NormalizeMeanVariance("Features"))
            .Append(_context.BinaryClassification.Trainers.LbfgsLogisticRegression());
        var folds = _context.BinaryClassification.CrossValidate(frames, pipeline, numberOfFolds: 3, samplingKeyColumnName: "Sequence");
        Assert.InRange(folds.Average(fold => fold.Metrics.AreaUnderRocCurve), 0.8, 1);

        ITransformer model = pipeline.Fit(frames);
        _context.Model.Save(model, frames.Schema, folder["stock.zip"]);
        Assert.Equal(
            model.Transform(frames).Scalars<float>("Score"),
            new MLContext().Model.Load(folder["stock.zip"], out _).Transform(frames).Scalars<float>("Score")
        );
    }

    /// <summary>Of the trainer's features, by name: what a network looks at is no column that could be shuffled.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void PermutationFeatureImportanceTellsWhichMeasuresAStockTrainerGoesBy()
    {
        using var folder = new TemporaryFolder();
        var frames = Measured(_context.Data.LoadFrames(SimulatedFolder.Write(folder["wells"], wells: 12, size: 96)));
        var normalized = _context.Transforms.NormalizeMeanVariance("Features").Fit(frames).Transform(frames);
        var trained = _context.BinaryClassification.Trainers.LbfgsLogisticRegression().Fit(normalized);
        var importance = _context.BinaryClassification.PermutationFeatureImportance(trained, normalized, permutationCount: 3);
        Assert.Equal(SharpnessFeatures.Names.Count, importance.Length);
        Assert.Contains(importance, measure => measure.AreaUnderRocCurve.Mean < -0.01);
    }

    [Fact]
    public void ThePipelineKnowsTheNamesOfItsSlotsBeforeItIsFitted()
    {
        var shape = _context.Transforms.SharpnessFeatures().GetOutputSchema(Shape.Of(Sample()));
        var names = shape.Single(c => c.Name == "Features").Annotations.Single();
        Assert.Equal(("SlotNames", TextDataViewType.Instance), (names.Name, names.ItemType));
        Assert.Equal(SchemaShape.Column.VectorKind.Vector, names.Kind);
    }

    private IDataView Measured(IDataView frames) => _context.Transforms.SharpnessFeatures().Fit(frames).Transform(frames);

    /// <summary>The shipped simulated pairs.</summary>
    private IDataView Sample() => _context.Data.LoadFrames(Path.Combine(Repository.Root, "data", "sample-truth", "truth.csv"));
}
