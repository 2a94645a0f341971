using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Transforms.Tests;

/// <summary><c>Parts</c> and <c>ReplaceParts</c> of a model.</summary>
public sealed class ModelPartsTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void PartsOfChainsInsideChainsComeInOrder()
    {
        var parts = new TransformerChain<ITransformer>(Chain(), new TransformerChain<ITransformer>(Gate(1))).Parts();
        Assert.Equal(
            [
                typeof(FocusScoringTransformer),
                typeof(ConditionalRestoreTransformer),
                typeof(RestorationGateTransformer),
                typeof(RestorationGateTransformer),
            ],
            parts.Select(part => part.GetType())
        );
    }

    [Fact]
    public void ATransformerIsItsOnlyPart()
    {
        ITransformer gate = Gate(1);
        Assert.Same(gate, Assert.Single(gate.Parts()));
    }

    [Fact]
    public void APartOfALoadedModelIsReplacedAndTheOthersStay()
    {
        using var folder = new TemporaryFolder();
        _context.Model.Save(Chain(), Rows.Schema, folder["model.zip"]);
        var loaded = _context.Model.Load(folder["model.zip"], out var schema);

        ITransformer changed = loaded
            .ReplaceParts<ConditionalRestoreTransformer>(part =>
                _context.Transforms.ConditionalRestore(part.Model, part.Options with { Samples = 3 }).Fit(loaded.Transform(Rows))
            )
            .ReplaceParts<RestorationGateTransformer>(_ => Gate(threshold: 0.25));
        _context.Model.Save(changed, schema, folder["changed.zip"]);

        ITransformer[] parts = [.. _context.Model.Load(folder["changed.zip"], out _).Parts()];
        Assert.Equal(loaded.Parts().Select(part => part.GetType()), parts.Select(part => part.GetType()));
        Assert.Equal(3, parts.OfType<ConditionalRestoreTransformer>().Single().Options.Samples);
        Assert.Equal(0.25, parts.OfType<RestorationGateTransformer>().Single().Model.Threshold);
        Assert.Equal(0.5, loaded.Parts().OfType<RestorationGateTransformer>().Single().Model.Threshold);
    }

    [Fact]
    public void WhatTheModelLacksIsNamedBesideWhatItHas()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Chain().ReplaceParts<FocusMetricsTransformer>(part => part));
        Assert.StartsWith(
            "The model has no FocusMetricsTransformer, only FocusScoringTransformer, ConditionalRestoreTransformer, RestorationGateTransformer.",
            thrown.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NothingTakesNoPartsPlace()
    {
        var thrown = Assert.Throws<ArgumentException>(() => Chain().ReplaceParts<RestorationGateTransformer>(_ => null!));
        Assert.StartsWith("The function gave null for a RestorationGateTransformer", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoOutputsOfOneNameAreRefused()
    {
        var thrown = Assert.Throws<ArgumentException>(() =>
            _context.Transforms.ConditionalRestore(
                SmallFrame.Restorer,
                new ConditionalRestoreEstimator.Options { TileOverlap = 0, SpreadColumnName = "Restored" }
            )
        );
        Assert.StartsWith("Two output columns are called 'Restored'", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>ML.NET asks an engine's input type for every column of the zip's schema.</summary>
    [Fact]
    public void AnEngineIsMadeFromAZipThatNamesWhatItReads()
    {
        using var folder = new TemporaryFolder();
        var rows = Rows;
        var scoring = _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(rows);
        _context.Model.Save(scoring, scoring.NeededInput(rows.Schema), folder["model.zip"]);

        var loaded = _context.Model.Load(folder["model.zip"], out var schema);
        Assert.Equal(["Frame", "Intensity"], schema.Select(column => column.Name));
        using var engine = _context.Model.CreatePredictionEngine<EngineInput, EngineOutput>(loaded, schema);
        var row = SmallFrame.Of(0.5f);
        Assert.Equal(
            scoring.Transform(_context.Data.LoadFromEnumerable([row])).Scalars<float>("Probability").Single(),
            engine.Predict(new EngineInput { Frame = row.Frame!, Intensity = row.Intensity! }).Probability
        );

        _context.Model.Save(scoring, rows.Schema, folder["whole.zip"]);
        var whole = _context.Model.Load(folder["whole.zip"], out var all);
        Assert.Contains(
            "Path",
            Assert.ThrowsAny<Exception>(() => _context.Model.CreatePredictionEngine<EngineInput, EngineOutput>(whole, all)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AChainNeedsWhatItsPartsReadOfTheInput() =>
        Assert.Equal(["Frame", "Intensity"], Chain().NeededInput(Rows.Schema).Select(column => column.Name));

    private IDataView Rows => _context.Data.LoadFromEnumerable(SmallFrame.Row(2));

    private TransformerChain<RestorationGateTransformer> Chain() =>
        _context
            .Transforms.ScoreFocus(SmallFrame.Classifier)
            .Append(
                _context.Transforms.ConditionalRestore(SmallFrame.Restorer, new ConditionalRestoreEstimator.Options { TileOverlap = 0 })
            )
            .Append(_context.Transforms.GateRestoration(TestGate.On("Change", -1.5, 1)))
            .Fit(Rows);

    private RestorationGateTransformer Gate(double threshold)
    {
        var model = TestGate.On("Change", -1.5, 1);
        return _context
            .Transforms.GateRestoration(new GateModel(model.Features, model.Bias, threshold, model.Calibration))
            .Fit(Chain().Transform(Rows));
    }

    private sealed class EngineInput
    {
        public float[] Frame { get; set; } = [];

        public float[] Intensity { get; set; } = [];
    }

    private sealed class EngineOutput
    {
        public float Probability { get; set; }
    }
}
