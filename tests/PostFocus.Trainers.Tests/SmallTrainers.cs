using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Networks.StarConvex;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Tests.Training;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Trainers.Training.Segmenter;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Trainers.Tests;

/// <summary>The three trainers of networks, with networks and data that are trained in a second.</summary>
internal static class SmallTrainers
{
    public const int Side = 32;

    public static string[] Names { get; } = ["classifier", "restorer", "segmenter"];

    public static IEstimator<ITransformer> Create(
        MLContext context,
        string name,
        double? fraction = null,
        IDataView? set = null,
        ulong? seed = null,
        IProgress<TrainingProgress>? progress = null,
        double rate = 1e-3
    ) =>
        name switch
        {
            "classifier" => context.BinaryClassification.Trainers.FocusClassifier(
                new FocusClassifierTrainer.Options
                {
                    ValidationFraction = fraction,
                    ValidationSet = set,
                    Progress = progress,
                    Training = new ClassifierTrainingOptions
                    {
                        Network = new CoAtNetOptions
                        {
                            InputSize = Side,
                            Blocks = [1, 1, 1, 1, 1],
                            Widths = [8, 8, 8, 16, 16],
                            Heads = 2,
                            HeadSize = 8,
                        },
                        Epochs = 2,
                        BatchSize = 4,
                        LearningRate = rate,
                        Seed = seed,
                        Threads = 1,
                    },
                }
            ),
            "restorer" => context.FocusRestoration.Trainers.Ddpm(
                new RestorerTrainer.Options
                {
                    ValidationFraction = fraction,
                    ValidationSet = set,
                    Progress = progress,
                    Restore = new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label", TileOverlap = 0 },
                    Training = new RestorerTrainingOptions
                    {
                        Network = new ConditionalUNetOptions
                        {
                            BaseChannels = 8,
                            Multipliers = [1, 2],
                            ResidualBlocks = 1,
                            AttentionLevels = [1],
                            Groups = 4,
                            Heads = 2,
                        },
                        Steps = 4,
                        ValidationSteps = 2,
                        BatchSize = 2,
                        CropSize = Side,
                        TileSize = Side,
                        LearningRate = rate,
                        AverageDecay = 0,
                        Seed = seed,
                        Threads = 1,
                    },
                }
            ),
            _ => context.FocusRestoration.Trainers.Segmenter(
                new SegmenterTrainer.Options
                {
                    ValidationFraction = fraction,
                    ValidationSet = set,
                    Progress = progress,
                    Training = new SegmenterTrainingOptions
                    {
                        Network = new StarConvexUNetOptions
                        {
                            Widths = [16, 16],
                            HeadWidth = 16,
                            Rays = 8,
                        },
                        Steps = 4,
                        ValidationSteps = 2,
                        BatchSize = 2,
                        TileSize = Side,
                        LearningRate = rate,
                        AverageDecay = 0,
                        Seed = seed,
                        Threads = 1,
                    },
                }
            ),
        };

    /// <summary>The bytes of the network that a training made.</summary>
    public static byte[] Network(ITransformer trained) =>
        trained switch
        {
            FocusScoringTransformer scoring => scoring.Model.OnnxFile.ToArray(),
            ConditionalRestoreTransformer restoring => restoring.Model.OnnxFile.ToArray(),
            _ => ((SegmentCellsTransformer)trained).Model.OnnxFile.ToArray(),
        };

    /// <summary>Wells of two frames, one in focus and one out of it.</summary>
    public static IDataView Wells(MLContext context, int first, int count) => context.Data.LoadFromEnumerable(Rows(first, count));

    public static IEnumerable<Row> Rows(int first, int count) =>
        Enumerable
            .Range(2 * first, 2 * count)
            .Select(i => new Row
            {
                Frame = Counts(Scenes.Disc(i, Side, i % 2 == 0 ? 0.7 : 4)),
                Reference = Counts(Scenes.Disc(i, Side, 0.7)),
                Mask = [.. Scenes.Disc(i, Side, 0.7).Pixels.Select(v => v > 0 ? 1f : 0)],
                Label = i % 2 == 1,
                Sequence = $"well {i / 2}",
            });

    private static float[] Counts(UnitImage image) => [.. image.Pixels.Select(v => 200 + 100 * v)];

    public sealed class Row
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(Side, Side)]
        public float[] Reference { get; set; } = [];

        [VectorType(Side, Side)]
        public float[] Mask { get; set; } = [];

        public bool Label { get; set; }

        public string Sequence { get; set; } = "";
    }
}
