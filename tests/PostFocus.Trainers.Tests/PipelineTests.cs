using System.Runtime.InteropServices;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Tests.Training;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Tests;

/// <summary>Whole ML.NET pipelines with trainers in them, on networks small enough to train in a test.</summary>
public sealed class PipelineTests : IDisposable
{
    private static readonly ClassifierTrainingOptions s_smallClassifier = new()
    {
        Network = new CoAtNetOptions
        {
            InputSize = 32,
            Blocks = [1, 1, 1, 1, 1],
            Widths = [8, 8, 8, 16, 16],
            Heads = 2,
            HeadSize = 8,
        },
        Epochs = 2,
        BatchSize = 6,
    };

    private static readonly RestorerTrainingOptions s_smallRestorer = new()
    {
        Network = new ConditionalUNetOptions
        {
            BaseChannels = 8,
            Multipliers = [1, 2],
            ResidualBlocks = 1,
            AttentionLevels = [1],
            Heads = 2,
        },
        Steps = 2,
        BatchSize = 2,
        CropSize = 32,
        TileSize = 48,
        IdentityFraction = 0,
    };

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    [Trait("Speed", "Slow")]
    public void StockLoadImagesThenClassifierThenRestorerThenMetricsIsFittedSavedLoadedAndEvaluated()
    {
        var rows = _context.Data.LoadFromEnumerable(WritePngs());
        var pipeline = _context
            .Transforms.LoadImages("Image", _folder.Path, "File")
            .Append(_context.Transforms.LoadImages("Truth", _folder.Path, "TruthFile"))
            .Append(
                _context.BinaryClassification.Trainers.FocusClassifier(
                    new FocusClassifierTrainer.Options { FrameColumnName = "Image", Training = s_smallClassifier }
                )
            )
            .Append(
                _context.FocusRestoration.Trainers.Ddpm(
                    new RestorerTrainer.Options
                    {
                        FrameColumnName = "Image",
                        ReferenceColumnName = "Truth",
                        Training = s_smallRestorer,
                        Restore = new ConditionalRestoreEstimator.Options
                        {
                            DecisionColumnName = "Label",
                            Samples = 2,
                            Steps = 2,
                        },
                    }
                )
            )
            .Append(_context.Transforms.FocusMetrics(referenceColumnName: "Truth"));
        ITransformer fitted = pipeline.Fit(rows);
        _context.Model.Save(fitted, rows.Schema, _folder["model.zip"]);
        var loaded = new MLContext().Model.Load(_folder["model.zip"], out _);

        var scored = loaded.Transform(rows);
        Assert.Equal(9, _context.BinaryClassification.Evaluate(scored).ConfusionMatrix.Counts.Sum(row => row.Sum()));
        Assert.Equal(Bits(fitted.Transform(rows)), Bits(scored));
        Assert.Equal(scored.GetColumn<bool>("Label"), scored.GetColumn<bool>("WasRestored"));
        Assert.All(scored.GetColumn<float>("Psnr"), psnr => Assert.InRange(psnr, 5, 60));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void CrossValidationSplitsByWellAndEveryFrameIsTestedOnce()
    {
        var frames = _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 80)
                .Select(i => new PlaneRow
                {
                    Frame = [.. Scenes.Disc(i, 48, i % 2 == 0 ? 0.7 : 4).Pixels],
                    Sequence = $"well {i / 2}",
                    Label = i % 2 == 1,
                })
        );
        var trainer = _context.BinaryClassification.Trainers.FocusClassifier(
            new FocusClassifierTrainer.Options { Training = s_smallClassifier with { Epochs = 1, BatchSize = 32 } }
        );
        var folds = _context.BinaryClassification.CrossValidate(frames, trainer, numberOfFolds: 5, samplingKeyColumnName: "Sequence");
        string[][] wells =
        [
            .. folds.Select(fold => fold.ScoredHoldOutSet.GetColumn<ReadOnlyMemory<char>>("Sequence").Select(s => s.ToString()).ToArray()),
        ];
        Assert.Equal(80, wells.Sum(fold => fold.Length));
        Assert.Equal(40, wells.Sum(fold => fold.Distinct().Count()));
        Assert.All(folds, fold => Assert.InRange(fold.Metrics.Accuracy, 0, 1));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AnEngineJudgesOneFrameAsTheTrainedClassifierDoes()
    {
        var rows = _context.Data.LoadFromEnumerable(
            Planes(
                PairSimulator.Simulate(
                    new PairOptions
                    {
                        Wells = 2,
                        Size = 48,
                        Seed = 5,
                    }
                )
            )
        );
        using var trained = _context
            .BinaryClassification.Trainers.FocusClassifier(
                new FocusClassifierTrainer.Options { Training = s_smallClassifier with { Epochs = 1 } }
            )
            .Fit(rows);
        _context.Model.Save(trained, rows.Schema, _folder["model.zip"]);

        using var engine = _context.Model.CreatePredictionEngine<PlaneRow, Verdict>(_context.Model.Load(_folder["model.zip"], out _));
        Verdict[] one = [.. _context.Data.CreateEnumerable<PlaneRow>(rows, reuseRowObject: false).Select(engine.Predict)];
        Verdict[] all = [.. _context.Data.CreateEnumerable<Verdict>(trained.Transform(rows), reuseRowObject: false)];
        Assert.Equal(all, one);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheTrainerTellsItsOutputsBeforehand(bool estimatesDefocus)
    {
        var trainer = _context.BinaryClassification.Trainers.FocusClassifier(
            new FocusClassifierTrainer.Options
            {
                Training = s_smallClassifier with { Network = s_smallClassifier.Network with { EstimatesDefocus = estimatesDefocus } },
            }
        );
        string[] expected =
        [
            "PredictedLabel",
            "Score",
            "Probability",
            .. estimatesDefocus ? ["DefocusMicrons", "DefocusSide"] : Array.Empty<string>(),
            "NothingToJudge",
        ];
        var rows = _context.Data.LoadFromEnumerable([new PlaneRow { TrueDefocusMicrons = 1 }]);
        Assert.Equal(expected, trainer.GetOutputSchema(Shape.Of(rows)).Skip(rows.Schema.Count).Select(c => c.Name));
    }

    [Fact]
    public void FramesOfOtherPixelSizesAreResampledBeforeTraining()
    {
        float[] microns = [0.35f, 0.7f, float.NaN, 0, 1.4f];
        var planes = Planes(
            PairSimulator.Simulate(
                new PairOptions
                {
                    Wells = 2,
                    Size = 48,
                    Seed = 5,
                }
            )
        );
        foreach ((var plane, var size) in planes.Zip(microns))
            plane.PixelMicrons = size;
        var rows = _context.Data.LoadFromEnumerable(planes.Take(microns.Length));
        var options = new FocusClassifierTrainer.Options { Training = s_smallClassifier with { PixelMicrons = 0.7 } };
        var resampled = Images(options);
        Assert.Equal([24, 48, 48, 48, 96], resampled.Select(image => image.Height));

        // Shrinking keeps the mean and evens out the grain.
        var asTheyAre = Images(options with { Training = s_smallClassifier });
        Assert.All(asTheyAre, image => Assert.Equal(48, image.Height));
        Assert.Equal(asTheyAre[0].Pixels.Average(), resampled[0].Pixels.Average(), 1e-3f);
        Assert.Equal((asTheyAre[0][0, 0] + asTheyAre[0][0, 1] + asTheyAre[0][1, 0] + asTheyAre[0][1, 1]) / 4, resampled[0][0, 0], 1e-3f);

        var trainer = _context.BinaryClassification.Trainers.FocusClassifier(options);
        Assert.Contains("24 × 24", Assert.Throws<PostFocusException>(() => trainer.Fit(rows)).Message, StringComparison.Ordinal);

        UnitImage[] Images(FocusClassifierTrainer.Options trained) =>
            [.. TrainingRows.Labelled(_context, rows, trained).Select(row => row.Item.Image)];
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheBestEpochIsToldOnceMoreAtTheEnd()
    {
        var told = new List<TrainingProgress>();
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 4, size: 48));
        using var trained = _context
            .BinaryClassification.Trainers.FocusClassifier(
                new FocusClassifierTrainer.Options
                {
                    ValidationFraction = 0.5,
                    Training = s_smallClassifier with { LearningRate = 1e-2 },
                    Progress = new Scenes.Listener(told.Add),
                }
            )
            .Fit(frames);
        var best = told.Where(p => p.ValidationLoss is not null).MinBy(p => p.ValidationLoss)!;
        Assert.Equal(best with { IsOfResult = true }, told[^1]);
        Assert.Single(told, p => p.IsOfResult);
    }

    [Fact]
    public void TheSameSeedTrainsTheSameNetwork()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 2, size: 48));
        byte[] Train(ulong seed)
        {
            using var trained = _context
                .BinaryClassification.Trainers.FocusClassifier(
                    new FocusClassifierTrainer.Options { Training = s_smallClassifier with { Epochs = 1, Seed = seed } }
                )
                .Fit(frames);
            return trained.Model.OnnxFile.ToArray();
        }
        Assert.Equal(Train(1), Train(1));
        Assert.NotEqual(Train(1), Train(2));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheModelIsCalibratedOnTheValidationWellsAndKeepsItInTheZip()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 8, size: 48));
        using var trained = _context
            .BinaryClassification.Trainers.FocusClassifier(
                new FocusClassifierTrainer.Options
                {
                    ValidationFraction = 0.5,
                    TargetRecall = 1,
                    Training = s_smallClassifier with { PixelMicrons = 0.7 },
                }
            )
            .Fit(frames);
        Assert.NotEqual(1, trained.Model.Temperature);
        Assert.Equal(0.7, trained.Model.PixelMicrons);
        _context.Model.Save(trained, frames.Schema, _folder["model.zip"]);
        using var loaded = (FocusScoringTransformer)_context.Model.Load(_folder["model.zip"], out _);
        Assert.Equal((trained.Model.Temperature, trained.Model.Threshold), (loaded.Model.Temperature, loaded.Model.Threshold));

        // With every validation frame found, the threshold lies below the lowest probability of half of the wells' frames.
        var scored = trained.Transform(frames);
        float[] outOfFocus =
        [
            .. scored.GetColumn<float>("Probability").Zip(scored.GetColumn<bool>("Label")).Where(f => f.Second).Select(f => f.First),
        ];
        Assert.True(outOfFocus.Count(p => p > trained.Model.Threshold) >= outOfFocus.Length / 2);
    }

    [Fact]
    public void ASecondHeadNeedsDistancesAndGivesThem()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 2, size: 48));
        var training = s_smallClassifier with { Network = s_smallClassifier.Network with { EstimatesDefocus = true }, Epochs = 1 };
        using var trained = _context
            .BinaryClassification.Trainers.FocusClassifier(new FocusClassifierTrainer.Options { Training = training })
            .Fit(frames);
        Assert.All(trained.Transform(frames).GetColumn<float>("DefocusMicrons"), z => Assert.True(z >= 0));

        var trainer = _context.BinaryClassification.Trainers.FocusClassifier(
            new FocusClassifierTrainer.Options { Training = training, DefocusColumnName = "Distance" }
        );
        var thrown = Assert.Throws<ArgumentException>(() => trainer.Fit(frames));
        Assert.Contains("'Distance'", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARecallWithoutValidationFramesIsRefused()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 1, size: 48));
        var trainer = _context.BinaryClassification.Trainers.FocusClassifier(
            new FocusClassifierTrainer.Options { Training = s_smallClassifier, TargetRecall = 0.9 }
        );
        Assert.Contains(
            "TargetRecall",
            Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(frames)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>One well is trained on; none is left to validate on.</summary>
    [Fact]
    public void OptionsThatNeedValidationAreRefusedWithoutIt()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 1, size: 48));
        void IsRefused(IEstimator<ITransformer> trainer, string option) =>
            Assert.Contains(option, Assert.Throws<ArgumentException>(() => trainer.Fit(frames)).Message, StringComparison.Ordinal);
        IsRefused(
            _context.BinaryClassification.Trainers.FocusClassifier(
                new FocusClassifierTrainer.Options { Training = s_smallClassifier with { Patience = 2 } }
            ),
            "Patience"
        );
        var restorer = new RestorerTrainingOptions { CropSize = 48, TileSize = 48 };
        var restore = new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label" };
        IsRefused(
            _context.FocusRestoration.Trainers.Restorer(
                new RestorerTrainer.Options { Training = restorer with { Patience = 2 }, Restore = restore }
            ),
            "Patience"
        );
        IsRefused(
            _context.FocusRestoration.Trainers.Restorer(
                new RestorerTrainer.Options { Training = restorer with { PicturesFolder = "p" }, Restore = restore }
            ),
            "PicturesFolder"
        );
    }

    [Fact]
    public void ALabelThatIsNoBooleanIsRefusedByName()
    {
        var frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 1, size: 48));
        var trainer = _context.BinaryClassification.Trainers.FocusClassifier("TrueDefocusMicrons");
        var thrown = Assert.Throws<ArgumentException>(() => trainer.Fit(frames));
        Assert.Contains("'TrueDefocusMicrons'", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Frames in memory, 48 × 48 pixels.</summary>
    private static List<PlaneRow> Planes(IEnumerable<SimulatedFrame> frames) =>
        [
            .. frames.Select(f => new PlaneRow
            {
                Frame = f.Frame.Counts,
                Sequence = f.Sequence,
                Label = f.OutOfFocus,
            }),
        ];

    /// <summary>Three wells as 8-bit PNGs, 48 × 48 pixels.</summary>
    private List<PngRow> WritePngs()
    {
        var rows = new List<PngRow>();
        foreach (
            var frame in PairSimulator.Simulate(
                new PairOptions
                {
                    Wells = 3,
                    Size = 48,
                    Seed = 5,
                }
            )
        )
        {
            var row = new PngRow
            {
                File = $"{frame.Sequence}-{frame.FrameIndex}.png",
                TruthFile = $"{frame.Sequence}-{frame.FrameIndex}-truth.png",
                Sequence = frame.Sequence,
                Label = frame.OutOfFocus,
            };
            var map = IntensityMap.Fit([frame.Frame, frame.Reference]);
            FrameFile.WritePng(_folder[row.File], EightBit(frame.Frame, map));
            FrameFile.WritePng(_folder[row.TruthFile], EightBit(frame.Reference, map));
            rows.Add(row);
        }
        return rows;
    }

    private static Frame EightBit(Frame frame, IntensityMap map)
    {
        var unit = new float[frame.Counts.Length];
        map.ToUnit(frame.Counts, unit);
        return new IntensityMap(0, 255).ToFrame(unit, frame.Height, frame.Width, PixelType.UInt8, out _);
    }

    private static string[] Bits(IDataView view) =>
        [.. view.GetColumn<float[]>("Restored").Select(v => Convert.ToHexString(MemoryMarshal.AsBytes(v.AsSpan())))];

    private sealed class PlaneRow
    {
        [VectorType(48, 48)]
        public float[] Frame { get; set; } = [];

        public string Sequence { get; set; } = "";

        public float PixelMicrons { get; set; } = float.NaN;

        public float TrueDefocusMicrons { get; set; } = float.NaN;

        public bool Label { get; set; }
    }

    private sealed record Verdict
    {
        public bool PredictedLabel { get; set; }

        public float Score { get; set; }

        public float Probability { get; set; }
    }

    private sealed class PngRow
    {
        public string File { get; set; } = "";

        public string TruthFile { get; set; } = "";

        public string Sequence { get; set; } = "";

        public bool Label { get; set; }
    }
}
