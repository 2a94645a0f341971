using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Scaling;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Classification;

/// <summary>What becomes of a network's outputs: temperature, threshold, band, defocus, pixel size.</summary>
public sealed class FocusVerdictTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void TheScoreIsTheMeanLogitOverTheTemperature()
    {
        var model = With(temperature: 4);
        Assert.Equal([-0.5f, 0.25f], Scored(model, Board(-1), Board(0.5f)).Scalars<float>("Score"));
        var probability = Scored(model, Board(0.5f)).Scalars<float>("Probability");
        Assert.Equal(1 / (1 + Math.Exp(-0.25)), Assert.Single(probability), 1e-6);
    }

    [Fact]
    public void TheThresholdDecides()
    {
        // Probabilities 0.12, 0.73, 0.88.
        float[][] frames = [Board(-1), Board(0.5f), Board(1)];
        Assert.Equal([false, true, true], Scored(With(), frames).Scalars<bool>("PredictedLabel"));
        Assert.Equal([false, false, true], Scored(With(threshold: 0.8), frames).Scalars<bool>("PredictedLabel"));
        Assert.Equal([true, true, true], Scored(With(threshold: 0), frames).Scalars<bool>("PredictedLabel"));
    }

    [Fact]
    public void AProbabilityAtALimitIsNotBeyondIt()
    {
        // Mean 0: a probability of 0.5.
        var scored = Scored(
            With(threshold: 0.5),
            new FocusScoringEstimator.Options { UnsureAbove = 0.5, UnsureBelow = 0.8 },
            Board(0),
            Board(0.1f)
        );
        Assert.Equal(0.5f, scored.Scalars<float>("Probability")[0]);
        Assert.Equal([false, true], scored.Scalars<bool>("PredictedLabel"));
        Assert.Equal([false, true], scored.Scalars<bool>("IsUnsure"));
        Assert.Equal(
            [false, true],
            Scored(With(), new FocusScoringEstimator.Options { UnsureAbove = 0.2, UnsureBelow = 0.5 }, Board(0), Board(-0.1f))
                .Scalars<bool>("IsUnsure")
        );
    }

    [Fact]
    public void DefocusColumnsAreThereOnlyWithAHeadForThem()
    {
        Assert.Equal(["PredictedLabel", "Score", "Probability", "NothingToJudge"], Added(With(), new()));
        Assert.Equal(
            ["PredictedLabel", "Score", "Probability", "DefocusMicrons", "DefocusSide", "NothingToJudge"],
            Added(MeanNetwork.Model(estimatesDefocus: true), new())
        );
    }

    [Fact]
    public void DefocusIsInMicronsAndNeverNegative()
    {
        var scored = Scored(MeanNetwork.Model(estimatesDefocus: true), Board(-1), Board(0.5f));
        Assert.Equal([0f, 5f], scored.Scalars<float>("DefocusMicrons"));
        var side = scored.Scalars<float>("DefocusSide");
        Assert.Equal(1 / (1 + Math.Exp(-1)), side[0], 1e-6);
        Assert.Equal(1 / (1 + Math.Exp(0.5)), side[1], 1e-6);
        Assert.Equal([-2f, 1f], scored.Scalars<float>("Score"));
    }

    [Fact]
    public void OutputsAreMeansOverTiles()
    {
        float[] halves = [.. Enumerable.Repeat(-1f, 256), .. Enumerable.Repeat(0.5f, 256)];
        var view = View(32, 16, float.NaN, halves);
        var scored = Score(MeanNetwork.Model(estimatesDefocus: true), view);
        Assert.Equal(-0.5f, scored.Scalars<float>("Score")[0]);
        Assert.Equal(2.5f, scored.Scalars<float>("DefocusMicrons")[0]);
        Assert.Equal(1 / (1 + Math.Exp(-0.25)), scored.Scalars<float>("DefocusSide")[0], 1e-6);
    }

    [Fact]
    public void ABandMarksFramesAndLeavesTheDecision()
    {
        var options = new FocusScoringEstimator.Options { UnsureAbove = 0.4, UnsureBelow = 0.8 };
        var scored = Scored(With(), options, Board(-1), Board(-0.1f), Board(0.5f), Board(1));
        Assert.Equal([false, true, true, false], scored.Scalars<bool>("IsUnsure"));
        Assert.Equal([false, false, true, true], scored.Scalars<bool>("PredictedLabel"));
        Assert.Equal(["PredictedLabel", "Score", "Probability", "NothingToJudge", "IsUnsure"], Added(With(), options));
    }

    [Fact]
    public void ABandHasTwoEndsInOrder()
    {
        Assert.Throws<ArgumentException>(() =>
            _context.Transforms.ScoreFocus(With(), new FocusScoringEstimator.Options { UnsureAbove = 0.4 })
        );
        Assert.Throws<ArgumentException>(() =>
            _context.Transforms.ScoreFocus(With(), new FocusScoringEstimator.Options { UnsureBelow = 0.4 })
        );
        Assert.Throws<ArgumentException>(() =>
            _context.Transforms.ScoreFocus(With(), new FocusScoringEstimator.Options { UnsureAbove = 0.6, UnsureBelow = 0.4 })
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new FocusScoringEstimator.Options { UnsureAbove = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FocusScoringEstimator.Options { UnsureBelow = double.NaN });
    }

    [Theory]
    [InlineData(0.0005, 1, 0.5)]
    [InlineData(1001, 1, 0.5)]
    [InlineData(double.NaN, 1, 0.5)]
    [InlineData(1, 0.04, 0.5)]
    [InlineData(1, 21, 0.5)]
    [InlineData(1, 1, -0.01)]
    [InlineData(1, 1, 1.01)]
    [InlineData(1, 1, double.NaN)]
    [InlineData(1, 1, 0.5, 0)]
    [InlineData(1, 1, 0.5, 9)]
    public void ValuesOutOfRangeAreRefused(double pixel, double temperature, double threshold, int orientations = 1) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => With(pixel, temperature, threshold) with { Orientations = orientations });

    [Theory]
    [InlineData(float.NaN, 1)] // not known: as it is
    [InlineData(0, 1)]
    [InlineData(1.019f, 1)] // within the tolerance
    [InlineData(2, 4)] // twice as large: twice the pixels, 2 × 2 tiles
    [InlineData(0.5f, 0.5)] // half as large: the frame is continued by reflection
    public void AFrameIsBroughtToTheModelsPixelSize(float pixel, double tiles)
    {
        // A disc on dark ground, seen in the corner of the first tile only: its mean tells what was cut.
        float[] frame = [.. Enumerable.Range(0, 256).Select(i => i % 16 + i / 16 < 8 ? 1f : -1f)];
        var score = Score(With(pixel: 1), View(16, 16, pixel, frame)).Scalars<float>("Score")[0];
        (var scaled, var height, var width) = FrameScaling.Resample(frame, 16, 16, Math.Sqrt(tiles) is var f && tiles == 0.5 ? 0.5 : f);
        var expected = tiles == 0.5 ? 2 * Reflected(scaled, height, width) : 2 * scaled.Average();
        Assert.Equal(expected, score, 1e-4);

        static double Reflected(float[] image, int height, int width) =>
            Enumerable.Range(0, 256).Average(i => image[Reflect(i / 16, height) * width + Reflect(i % 16, width)]);

        static int Reflect(int i, int extent) => i % (2 * (extent - 1)) is var at && at < extent ? at : 2 * (extent - 1) - at;
    }

    [Theory]
    [InlineData(0.9f)]
    [InlineData(1.1f)]
    public void PixelSizesThatDifferByATenthAreNotTakenAsOne(float pixel) =>
        Assert.NotEqual(
            Score(With(pixel: 1), View(16, 16, 1, Ramp())).Scalars<float>("Score")[0],
            Score(With(pixel: 1), View(16, 16, pixel, Ramp())).Scalars<float>("Score")[0],
            0.01f
        );

    [Theory]
    [InlineData(1, 0.5f)]
    [InlineData(2, -0.25f)] // mirrored: the right end of the first row
    [InlineData(4, 0.15f)] // all corners
    [InlineData(8, 0.15f)]
    public void ThatManyOrientationsOfATileAreAveraged(int orientations, float expected)
    {
        var frame = new float[256];
        (frame[0], frame[15], frame[240], frame[255]) = (0.5f, -1, 0.3f, 0.8f);
        FocusModel model = new(MeanNetwork.CornerOnnx(), MeanNetwork.Side) { Orientations = orientations };
        Assert.Equal(2 * expected, Assert.Single(Scored(model, frame).Scalars<float>("Score")), 1e-5f);
    }

    [Fact]
    public void AModelThatKnowsNoPixelSizeTakesFramesAsTheyAre() =>
        Assert.Equal(
            Score(With(), View(16, 16, float.NaN, Ramp())).Scalars<float>("Score"),
            Score(With(), View(16, 16, 2, Ramp())).Scalars<float>("Score")
        );

    [Fact]
    public void APixelSizeFarOffTheModelsIsRefusedWithTheReason()
    {
        var thrown = Assert.ThrowsAny<Exception>(() => Score(With(pixel: 1), View(16, 16, 11, Ramp())).Scalars<float>("Score"));
        for (; thrown.InnerException is { } inner; thrown = inner) { }
        Assert.Contains("11 µm", Assert.IsType<FrameFormatException>(thrown).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllOfItSurvivesASave()
    {
        using var folder = new TemporaryFolder();
        var view = View(16, 16, 0.5f, Board(-0.1f), Ramp());
        FocusModel model = new(MeanNetwork.Onnx(estimatesDefocus: true), MeanNetwork.Side)
        {
            PixelMicrons = 0.65,
            Temperature = 2.5,
            Threshold = 0.3,
            Orientations = 3,
        };
        ITransformer scoring = _context
            .Transforms.ScoreFocus(
                model,
                new FocusScoringEstimator.Options
                {
                    UnsureAbove = 0.4,
                    UnsureBelow = 0.8,
                    PixelMicronsColumnName = "PixelMicrons",
                }
            )
            .Fit(view);
        _context.Model.Save(scoring, view.Schema, folder["m.zip"]);

        var back = _context.FocusRestoration.LoadModels(folder["m.zip"]).Classifier!;
        Assert.Equal(
            (0.65, 2.5, 0.3, 3, true),
            (back.PixelMicrons!.Value, back.Temperature, back.Threshold, back.Orientations, back.EstimatesDefocus)
        );
        IDataView here = scoring.Transform(view),
            there = _context.Model.Load(folder["m.zip"], out _).Transform(view);
        Assert.Equal(here.Schema.Select(c => c.Name), there.Schema.Select(c => c.Name));
        foreach (var column in new[] { "Score", "Probability", "DefocusMicrons", "DefocusSide" })
            Assert.Equal(here.Scalars<float>(column), there.Scalars<float>(column));
        Assert.Equal(here.Scalars<bool>("IsUnsure"), there.Scalars<bool>("IsUnsure"));
    }

    [Fact]
    public void AZipOfTheFirstVersionLoadsWithDefaults()
    {
        (var model, var restorer, _, _, _) = _context.FocusRestoration.LoadModels(Repository.FirstVersion);
        Assert.Equal(
            (null, 1.0, 0.5, 1, false),
            (model!.PixelMicrons, model.Temperature, model.Threshold, model.Orientations, model.EstimatesDefocus)
        );
        Assert.Equal((Prediction.ResidualX0, NoiseSchedule.Cosine, 96), (restorer!.Prediction, restorer.Schedule, restorer.TileSize));
        Assert.Equal(Verdicts(MeanNetwork.Model()), Verdicts(model));
        float[] Verdicts(FocusModel classifier)
        {
            var view = View(16, 16, float.NaN, Ramp());
            return [.. _context.Transforms.ScoreFocus(classifier).Fit(view).Transform(view).Scalars<float>("Score")];
        }
    }

    [Fact]
    public void NetworksThatAreDamagedAreRefused()
    {
        var onnx = MeanNetwork.Onnx(estimatesDefocus: true);
        for (var length = 7; length < onnx.Length - 4; length += 7)
            Assert.Throws<PostFocusException>(() => new FocusModel(onnx[..length], MeanNetwork.Side));
    }

    private static FocusModel With(double? pixel = null, double temperature = 1, double threshold = 0.5) =>
        new(MeanNetwork.Onnx(estimatesDefocus: false), MeanNetwork.Side)
        {
            PixelMicrons = pixel,
            Temperature = temperature,
            Threshold = threshold,
        };

    /// <summary>A fine chequerboard of that mean; one count alone would be refused.</summary>
    private static float[] Board(float mean) => [.. Enumerable.Range(0, 256).Select(i => mean + (i % 2 == 0 ? 0.25f : -0.25f))];

    private static float[] Ramp() => [.. Enumerable.Range(0, 256).Select(i => i * i / 65536f)];

    private string[] Added(FocusModel model, FocusScoringEstimator.Options options)
    {
        var view = View(16, 16, float.NaN, Board(0));
        var estimator = _context.Transforms.ScoreFocus(model, options);
        var shape = estimator.GetOutputSchema(Shape.Of(view));
        string[] added = [.. estimator.Fit(view).Transform(view).Schema.Skip(view.Schema.Count).Select(c => c.Name)];
        Assert.Equal(added, shape.Skip(view.Schema.Count).Select(c => c.Name));
        return added;
    }

    private IDataView Scored(FocusModel model, params float[][] frames) => Score(model, View(16, 16, float.NaN, frames));

    private IDataView Scored(FocusModel model, FocusScoringEstimator.Options options, params float[][] frames)
    {
        var view = View(16, 16, float.NaN, frames);
        return _context.Transforms.ScoreFocus(model, options).Fit(view).Transform(view);
    }

    private IDataView Score(FocusModel model, IDataView view) => _context.Transforms.ScoreFocus(model).Fit(view).Transform(view);

    /// <summary>Frames in network units, with the map that takes them as they are.</summary>
    private IDataView View(int height, int width, float pixel, params float[][] frames)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Frame"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, height, width);
        return _context.Data.LoadFromEnumerable(frames.Select(f => new Row { Frame = f, PixelMicrons = pixel }), schema);
    }

    private sealed class Row
    {
        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];

        public float PixelMicrons { get; set; }
    }
}
