using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Tests.Training.Restorer;

/// <summary>Restorers that look at the nearest frames in focus.</summary>
public sealed class NeighbourTrainingTests
{
    private const int Side = 16;

    private static readonly RestorerTrainingOptions s_tiny = new()
    {
        Network = new ConditionalUNetOptions
        {
            BaseChannels = 8,
            Multipliers = [1, 2],
            ResidualBlocks = 1,
            AttentionLevels = [1],
            Groups = 4,
            Heads = 2,
            Neighbours = true,
        },
        Steps = 200,
        BatchSize = 4,
        CropSize = Side,
        TileSize = Side,
        ValidationSteps = 200,
        LearningRate = 3e-3,
        AverageDecay = 0.9,
        IdentityFraction = 0,
        HiddenNeighbours = 0.1,
        WrongNeighbours = 0,
        Threads = 1,
    };

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    [Trait("Speed", "Slow")]
    public void WhatAFrameHasLostIsTakenFromItsNeighbour()
    {
        // The frame is grey all over: only the neighbour knows where the disc is.
        RestorerPair[] pairs =
        [
            .. Enumerable
                .Range(0, 24)
                .Select(i => new RestorerPair(Grey(i), Scenes.Disc(i, Side, 0.7), Before: new(Scenes.Disc(i, Side, 0.7), 1))),
        ];
        double with = Psnr(pairs),
            without = Psnr([.. pairs.Select(p => p with { Before = null })]);
        Assert.True(with > without + 2, $"{with} dB with the neighbour, {without} dB without");

        double Psnr(RestorerPair[] validation) =>
            RestorerTraining
                .Run(s_tiny, pairs[..16], validation[16..], cancellationToken: TestContext.Current.CancellationToken)
                .History[^1]
                .ValidationPsnr!.Value;
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void NeighboursAreHiddenAndExchangedBySharesThatFit()
    {
        RestorerPair[] pairs = [.. Scenes.Pairs(3, Side).Select((p, i) => p with { After = new(Scenes.Disc(i, Side, 0.7), 1) })];
        byte[] Trained(double hidden, double wrong) =>
            RestorerTraining
                .Run(
                    s_tiny with
                    {
                        Steps = 3,
                        HiddenNeighbours = hidden,
                        WrongNeighbours = wrong,
                    },
                    pairs,
                    [],
                    cancellationToken: TestContext.Current.CancellationToken
                )
                .Onnx;
        // With all of them hidden, they may as well not be there.
        var hidden = Trained(1, 0);
        Assert.Equal(
            hidden,
            RestorerTraining
                .Run(
                    s_tiny with
                    {
                        Steps = 3,
                        HiddenNeighbours = 1,
                    },
                    [.. pairs.Select(p => p with { After = null })],
                    [],
                    cancellationToken: TestContext.Current.CancellationToken
                )
                .Onnx
        );
        Assert.Equal(3, new[] { hidden, Trained(0, 0), Trained(0, 1) }.Select(Convert.ToHexString).Distinct().Count());
        Assert.Equal("WrongNeighbours", Assert.Throws<ArgumentOutOfRangeException>(() => Trained(0.6, 0.6)).ParamName);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void ATrainedPipelineOfVideosIsSavedAndRestoresTheSame()
    {
        using var folder = new TemporaryFolder();
        var rows = _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 24)
                .Select(i => new VideoRow
                {
                    Frame = [.. (i % 3 == 1 ? Scenes.Disc(i / 6, Side, 4) : Scenes.Disc(i / 6, Side, 0.7)).Pixels],
                    Reference = [.. Scenes.Disc(i / 6, Side, 0.7 + 0.01 * i).Pixels], // nothing stays quite as it is
                    Sequence = $"well {i / 6}",
                    FrameIndex = i % 6,
                    PredictedLabel = i % 3 == 1,
                })
        );
        using var trained = _context
            .FocusRestoration.Trainers.Restorer(
                new RestorerTrainer.Options
                {
                    Training = s_tiny with { Steps = 20 },
                    Restore = new()
                    {
                        Samples = 2,
                        Steps = 2,
                        NeighbourDistance = 2,
                        TileOverlap = 4,
                    },
                }
            )
            .Fit(rows);
        Assert.True(trained.Model.UsesNeighbours);
        _context.Model.Save(trained, rows.Schema, folder["m.zip"]);
        var loaded = (ConditionalRestoreTransformer)new MLContext().Model.Load(folder["m.zip"], out _);
        Assert.Equal((true, 2), (loaded.Model.UsesNeighbours, loaded.Options.NeighbourDistance));
        float[][] here = [.. trained.Transform(rows).GetColumn<float[]>("Restored")],
            there = [.. loaded.Transform(rows).GetColumn<float[]>("Restored")];
        Assert.Equal(here, there);
        // Without the rows in focus there are no neighbours, and another frame comes out.
        var alone = _context.Data.FilterByCustomPredicate<VideoRow>(rows, row => !row.PredictedLabel);
        Assert.NotEqual(here[1], loaded.Transform(alone).GetColumn<float[]>("Restored").First());
    }

    [Fact]
    public void FocalPlanesOfOneInstantAreNotShownToEachOther()
    {
        // The same rows, as planes of four wells and as videos of four wells.
        byte[] Trained(bool video, double hidden)
        {
            var rows = _context.Data.LoadFromEnumerable(
                Enumerable
                    .Range(0, 12)
                    .Select(i => new VideoRow
                    {
                        Frame = [.. Scenes.Disc(i / 3, Side, i % 3 == 0 ? 0.7 : 4).Pixels],
                        Reference = [.. Scenes.Disc(video ? i : i / 3, Side, 0.7).Pixels],
                        Sequence = $"well {i / 3}",
                        FrameIndex = i % 3,
                        PredictedLabel = i % 3 > 0,
                    })
            );
            using var trained = _context
                .FocusRestoration.Trainers.Restorer(
                    new RestorerTrainer.Options
                    {
                        ValidationFraction = 0,
                        Training = s_tiny with { Steps = 2, HiddenNeighbours = hidden },
                        Restore = new() { TileOverlap = 4 },
                    }
                )
                .Fit(rows);
            return trained.Model.OnnxFile.ToArray();
        }
        Assert.Equal(Trained(video: false, hidden: 1), Trained(video: false, hidden: 0));
        Assert.NotEqual(Trained(video: true, hidden: 1), Trained(video: true, hidden: 0));
    }

    private static UnitImage Grey(int seed)
    {
        var random = new Random(seed);
        return new([.. Enumerable.Range(0, Side * Side).Select(_ => (float)(0.02 * random.NextDouble()))], Side, Side);
    }

    private sealed class VideoRow
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(Side, Side)]
        public float[] Reference { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];

        public string Sequence { get; set; } = "";

        public int FrameIndex { get; set; }

        public bool PredictedLabel { get; set; }
    }
}
