using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Tests.Classification;

public sealed class ScoreFocusTests(TrainedPipeline pipeline) : IClassFixture<TrainedPipeline>
{
    [Fact]
    public void LabelScoreAndProbabilityAgree()
    {
        var scored = Score(pipeline.Frames());
        var label = scored.Scalars<bool>("PredictedLabel");
        float[] score = scored.Scalars<float>("Score"),
            probability = scored.Scalars<float>("Probability");
        for (var i = 0; i < label.Length; i++)
        {
            Assert.Equal(score[i] > 0, label[i]);
            Assert.Equal(1 / (1 + Math.Exp(-score[i])), probability[i], 1e-6);
        }
    }

    [Fact]
    public void AnEmptyFieldIsNotOutOfFocusWhateverTheNetworkSays()
    {
        var random = new Random(1);
        float[][] fields =
        [
            .. Enumerable.Range(0, 4).Select(_ => Enumerable.Range(0, 96 * 96).Select(_ => (float)random.Next(500, 504)).ToArray()),
        ];
        foreach (var field in fields)
        {
            var scored = Score(View(96, 96, field));
            Assert.Equal([true], scored.Scalars<bool>("NothingToJudge"));
            Assert.Equal([false], scored.Scalars<bool>("PredictedLabel"));
            Assert.All(scored.Scalars<float>("Score"), score => Assert.True(float.IsFinite(score)));
        }
        Assert.DoesNotContain(true, Score(pipeline.Frames()).Scalars<bool>("NothingToJudge"));
    }

    [Fact]
    public void MLNetEvaluatesTheScoresUnchanged()
    {
        var metrics = pipeline.Context.BinaryClassification.Evaluate(Score(pipeline.Frames()));
        Assert.InRange(metrics.Accuracy, 0, 1);
        Assert.Equal(6, metrics.ConfusionMatrix.Counts.Sum(row => row.Sum()));
    }

    [Fact]
    public void APredictionEngineScoresOneFrameAsTheDataViewDoes()
    {
        var frames = pipeline.Frames();
        using var model = pipeline.Context.Transforms.ScoreFocus(pipeline.Models.Classifier!).Fit(frames);
        using var engine = pipeline.Context.Model.CreatePredictionEngine<OneFrame, Verdict>(model);
        var inView = model.Transform(frames).Scalars<float>("Probability");
        float[][] pixels = frames.Scalars<float[]>("Frame"),
            intensities = frames.Scalars<float[]>("Intensity");
        for (var i = 0; i < pixels.Length; i++)
            Assert.Equal(inView[i], engine.Predict(new OneFrame { Frame = pixels[i], Intensity = intensities[i] }).Probability);
    }

    [Fact]
    public void AFrameLargerThanTheNetworkIsScoredByItsTiles()
    {
        var frames = pipeline.Frames();
        var pixels = frames.Scalars<float[]>("Frame")[1];
        var twice = new float[2 * pixels.Length];
        pixels.CopyTo(twice, 0);
        pixels.CopyTo(twice, pixels.Length);
        var one = Score(View(96, 96, pixels)).Scalars<float>("Score")[0];
        var both = Score(View(192, 96, twice)).Scalars<float>("Score")[0];
        // The percentiles of twice the pixels differ a little.
        Assert.Equal(one, both, 0.01f);
    }

    [Theory]
    [InlineData(float.NaN, "NaN")]
    [InlineData(5f, "same count")]
    public void AnUnusableFrameIsRefusedWithTheReason(float fill, string reason)
    {
        var pixels = new float[96 * 96];
        Array.Fill(pixels, fill);
        var thrown = Assert.ThrowsAny<Exception>(() => Score(View(96, 96, pixels)).Scalars<float>("Score"));
        var problem = Assert.IsType<FrameFormatException>(Innermost(thrown));
        Assert.Contains(reason, problem.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("row 0:", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AColumnThatHoldsNoFramesIsRefusedByName()
    {
        var thrown = Assert.Throws<ArgumentException>(() =>
            pipeline
                .Context.Transforms.ScoreFocus(pipeline.Models.Classifier!, inputColumnName: "Sequence")
                .Fit(pipeline.Frames())
                .Transform(pipeline.Frames())
        );
        Assert.Contains("'Sequence'", thrown.Message, StringComparison.Ordinal);
    }

    private IDataView Score(IDataView frames) =>
        pipeline.Context.Transforms.ScoreFocus(pipeline.Models.Classifier!).Fit(frames).Transform(frames);

    private IDataView View(int height, int width, float[] pixels)
    {
        var schema = SchemaDefinition.Create(typeof(FrameOnly));
        schema["Frame"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, height, width);
        return pipeline.Context.Data.LoadFromEnumerable([new FrameOnly { Frame = pixels }], schema);
    }

    private static Exception Innermost(Exception e) => e.InnerException is { } inner ? Innermost(inner) : e;

    private sealed class FrameOnly
    {
        public float[] Frame { get; set; } = [];
    }

    private sealed class OneFrame
    {
        [VectorType(96, 96)]
        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [];
    }

    private sealed class Verdict
    {
        public float Probability { get; set; }
    }
}
