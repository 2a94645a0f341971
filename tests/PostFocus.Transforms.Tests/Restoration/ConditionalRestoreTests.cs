using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Tests.Restoration;

public sealed class ConditionalRestoreTests(TrainedPipeline pipeline) : IClassFixture<TrainedPipeline>
{
    [Fact]
    [Trait("Speed", "Slow")]
    public void InFocusFramesPassThroughWithTheSameBitsAndNoSpread()
    {
        var restored = pipeline.Restore(pipeline.Frames());
        var wasRestored = restored.Scalars<bool>("WasRestored");
        Assert.Equal([false, true, true, false, true, true], wasRestored);
        string[] before = restored.Bits("Frame"),
            after = restored.Bits("Restored");
        var spread = restored.Scalars<float[]>("Spread");
        for (var i = 0; i < wasRestored.Length; i++)
        {
            Assert.Equal(wasRestored[i], before[i] != after[i]);
            Assert.Equal(wasRestored[i], spread[i].Any(s => s > 0));
        }
        Assert.Equal([0, 2, 2, 0, 2, 2], restored.Scalars<int>("SampleCount"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [Trait("Speed", "Slow")]
    public void TheLookAheadChangesNoBit(int lookAhead) =>
        Assert.Equal(Restored(pipeline.Frames()), Restored(pipeline.Frames(), TrainedPipeline.ByLabel with { LookAhead = lookAhead }));

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheOrderOfTheRowsChangesNoBit()
    {
        var frames = pipeline.Frames();
        var shuffled = pipeline.Context.Data.ShuffleRows(frames, seed: 3);
        Assert.NotEqual(frames.Texts("Path"), shuffled.Texts("Path"));
        Assert.Equal(Restored(frames), Restored(shuffled));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void SplittingTheDataChangesNoBit()
    {
        var frames = pipeline.Frames();
        Dictionary<string, string> whole = Restored(frames),
            parts = [];
        foreach (var rows in new[] { pipeline.Context.Data.TakeRows(frames, 2), pipeline.Context.Data.SkipRows(frames, 2) })
        {
            foreach ((var path, var bits) in Restored(rows))
                parts.Add(path, bits);
        }
        Assert.Equal(whole, parts);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void FreshNoiseDoesNotDependOnTheOrderOfTheRowsEither()
    {
        var frames = pipeline.Context.Data.TakeRows(pipeline.Frames(), 3);
        var options = TrainedPipeline.ByLabel with { Sampler = Sampler.Ddpm, Steps = 3 };
        var ddpm = Restored(frames, options);
        Assert.Equal(ddpm, Restored(pipeline.Context.Data.ShuffleRows(frames, seed: 3), options));
        Assert.Equal(2, ddpm.Values.Except(Restored(frames, options with { Sampler = Sampler.DpmSolver }).Values).Count());
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheShippedDiffusionRestoresAsItDidWhenItWasShipped()
    {
        var model = pipeline.Models.Restorer!;
        Assert.Equal(
            (Prediction.ResidualX0, "Cosine()", Sampler.Ddim),
            (model.Prediction, model.Schedule.ToString(), model.DefaultSampler)
        );
        SecondFrameIs(pipeline.Restore(pipeline.Frames()), (1374.564, 1196.743), (27.529, 0.476));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void TheShippedModelRestoresAsItDidWhenItWasShipped()
    {
        var model = pipeline.Context.FocusRestoration.LoadModels(Repository.Model).Restorer!;
        Assert.Equal((Prediction.Regression, true), (model.Prediction, model.UsesNeighbours));
        IDataView frames = pipeline.Frames(),
            restored = pipeline
                .Context.Transforms.ConditionalRestore(model, TrainedPipeline.ByLabel with { Samples = 100, Steps = 7 })
                .Fit(frames)
                .Transform(frames);
        Assert.Equal([0, 8, 8, 0, 8, 8], restored.Scalars<int>("SampleCount"));
        SecondFrameIs(restored, (1374.041, 944.608), (14.637, 39.507));
    }

    /// <summary>
    /// Golden values are of this pipeline on the day that the zip was made: average and a pixel. Their last digits depend on the processor.
    /// </summary>
    private static void SecondFrameIs(IDataView restored, (double Average, double Pixel) mean, (double Average, double Pixel) spread)
    {
        Is(mean, restored.Scalars<float[]>("Restored")[1]);
        Is(spread, restored.Scalars<float[]>("Spread")[1]);

        static void Is((double Average, double Pixel) expected, float[] frame)
        {
            Assert.Equal(expected.Average, frame.Average(), 0.02);
            Assert.Equal(expected.Pixel, frame[1000], 0.1);
        }
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void OfARegressionAFrameTakesOneStepAndNoMoreThanEightSamples()
    {
        RestorationModel regression = pipeline.Context.FocusRestoration.LoadModels(Repository.Model).Restorer!,
            diffusion = pipeline.Models.Restorer!;
        var options = new ConditionalRestoreEstimator.Options { Samples = 20, Steps = 30 };
        Assert.Equal(options with { Samples = 8, Steps = 1 }, options.For(regression));
        Assert.Equal(options with { Samples = 3, Steps = 1 }, (options with { Samples = 3 }).For(regression));
        Assert.Equal(options, options.For(diffusion));
        Assert.Equal(
            "Samples",
            Assert.Throws<ArgumentOutOfRangeException>(() => (options with { Samples = 101 }).For(regression)).ParamName
        );
        Assert.Equal(
            "Sampler",
            Assert.Throws<ArgumentOutOfRangeException>(() => (options with { Sampler = Sampler.Ddim }).For(regression)).ParamName
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void AllOptionsAreReadBackFromAZip()
    {
        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = "Label",
            Samples = 3,
            Steps = 4,
            Seed = 9,
            TileOverlap = 8,
            LookAhead = 2,
            SampleCountColumnName = "N",
            Sampler = Sampler.Ddim,
            Eta = 0.25,
            NeighbourDistance = 3,
            NeighbourCorrelation = 0.9,
            NeighbourCountColumnName = "M",
            EstimateLimit = 2,
            OnBadFrame = OnBadFrame.Flag,
        };
        var frames = pipeline.Frames();
        using var stream = new MemoryStream();
        pipeline.Context.Model.Save(
            pipeline.Context.Transforms.ConditionalRestore(pipeline.Models.Restorer!, options).Fit(frames),
            frames.Schema,
            stream
        );
        var loaded = pipeline.Context.Model.Load(stream, out _);
        Assert.Equal(options, Assert.IsType<ConditionalRestoreTransformer>(loaded).Options);
    }

    [Fact]
    public void AnOptionThatDoesNotFitTheModelIsRefusedByName()
    {
        string Refused(ConditionalRestoreEstimator.Options options) =>
            Assert
                .Throws<ArgumentOutOfRangeException>(() =>
                    pipeline.Context.Transforms.ConditionalRestore(pipeline.Models.Restorer!, options)
                )
                .Message;
        Assert.Contains(
            "Sampler does not fit the model, which was trained on the schedule Cosine()",
            Refused(new() { Sampler = Sampler.Bridge }),
            StringComparison.Ordinal
        );
        Assert.Contains("Sampler is not a sampler", Refused(new() { Sampler = (Sampler)77 }), StringComparison.Ordinal);
        Assert.Contains(
            "Eta is only for the sampler Ddim",
            Refused(new() { Eta = 0.5, Sampler = Sampler.DpmSolver }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AnOptionOutOfItsRangeIsRefusedByName()
    {
        string? Refused(Func<ConditionalRestoreEstimator.Options> options) => Assert.Throws<ArgumentOutOfRangeException>(options).ParamName;
        Assert.Equal("EstimateLimit", Refused(() => new() { EstimateLimit = 0.5 }));
        Assert.Equal("Eta", Refused(() => new() { Eta = double.NaN }));
        Assert.Equal("Samples", Refused(() => new() { Samples = 101 }));
        Assert.Equal("Steps", Refused(() => new() { Steps = 0 }));
        Assert.Equal("LookAhead", Refused(() => new() { LookAhead = 4097 }));
        Assert.Equal("NeighbourDistance", Refused(() => new() { NeighbourDistance = 51 }));
        Assert.Equal("NeighbourCorrelation", Refused(() => new() { NeighbourCorrelation = -1.01 }));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void ADifferentSeedGivesDifferentSamples()
    {
        var one = Restored(pipeline.Frames());
        var other = Restored(pipeline.Frames(), TrainedPipeline.ByLabel with { Seed = 2 });
        Assert.Equal(2, one.Keys.Count(path => one[path] == other[path]));
    }

    [Fact]
    public void NothingIsReadOrComputedForColumnsThatNobodyAsksFor()
    {
        var frames = pipeline.Frames();
        var failing = pipeline
            .Context.Transforms.CustomMapping<Empty, Marker>((_, _) => throw new InvalidOperationException("asked for"), null)
            .Fit(frames)
            .Transform(frames);
        var options = TrainedPipeline.ByLabel with { DecisionColumnName = nameof(Marker.Marked) };
        var restored = pipeline.Context.Transforms.ConditionalRestore(pipeline.Models.Restorer!, options).Fit(failing).Transform(failing);
        Assert.Equal(6, restored.Texts("Sequence").Length);
        var thrown = Assert.ThrowsAny<Exception>(() => restored.Scalars<bool>("WasRestored"));
        Assert.Contains("asked for", thrown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingColumnIsNamedWithThoseThatExist()
    {
        var options = TrainedPipeline.ByLabel with { FrameColumnName = "Picture" };
        var thrown = Assert.Throws<ArgumentException>(() => pipeline.Restore(pipeline.Frames(), options));
        Assert.Contains("'Picture'", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("'Frame'", thrown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(101, 5)]
    [InlineData(5, 0)]
    [InlineData(5, 1001)]
    public void OptionsOutOfRangeAreRefused(int samples, int steps) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            pipeline.Context.Transforms.ConditionalRestore(
                pipeline.Models.Restorer!,
                new ConditionalRestoreEstimator.Options { Samples = samples, Steps = steps }
            )
        );

    private Dictionary<string, string> Restored(IDataView frames, ConditionalRestoreEstimator.Options? options = null)
    {
        var view = pipeline.Restore(frames, options);
        return view.Texts("Path")
            .Zip(view.Bits("Restored").Zip(view.Bits("Spread"), (mean, spread) => mean + spread))
            .ToDictionary(pair => pair.First, pair => pair.Second);
    }

    public sealed class Empty;

    public sealed class Marker
    {
        public bool Marked { get; set; }
    }
}
