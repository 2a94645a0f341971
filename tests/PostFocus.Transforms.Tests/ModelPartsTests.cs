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
                new ConditionalRestoreOptions { TileOverlap = 0, SpreadColumnName = "Restored" }
            )
        );
        Assert.StartsWith("Two output columns are called 'Restored'", thrown.Message, StringComparison.Ordinal);
    }

    private IDataView Rows => _context.Data.LoadFromEnumerable(SmallFrame.Row(2));

    private TransformerChain<RestorationGateTransformer> Chain() =>
        _context
            .Transforms.ScoreFocus(SmallFrame.Classifier)
            .Append(_context.Transforms.ConditionalRestore(SmallFrame.Restorer, new ConditionalRestoreOptions { TileOverlap = 0 }))
            .Append(_context.Transforms.GateRestoration(TestGate.On("Change", -1.5, 1)))
            .Fit(Rows);

    private RestorationGateTransformer Gate(double threshold)
    {
        var model = TestGate.On("Change", -1.5, 1);
        return _context
            .Transforms.GateRestoration(new GateModel(model.Features, model.Bias, threshold, model.Calibration))
            .Fit(Chain().Transform(Rows));
    }
}
