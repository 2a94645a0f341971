using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Tests.Frames;

/// <summary>What a pipeline lacks is said when it is put together, and when it is fitted, before any row is read.</summary>
public sealed class NeededColumnTests
{
    private static readonly MLContext s_context = new(seed: 1);

    /// <summary>Estimators, and the column that each misses in rows of <see cref="Row"/> or finds of a wrong type there.</summary>
    public static TheoryData<string, string> Lacking { get; } =
        new()
        {
            { "score", "'Nope'" },
            { "score intensity", "'Nope'" },
            { "score pixel", "'Nope'" },
            { "score text", "'Name' holds String" },
            { "score number", "'Number' holds" },
            { "restore frame", "'Nope'" },
            { "restore decision", "'PredictedLabel'" },
            { "restore decision number", "'Number' holds" },
            { "gate", "'Restored'" },
            { "metrics", "'Restored'" },
            { "metrics reference", "'Nope'" },
            { "measures", "'Nope'" },
            { "load", "'Nope'" },
            { "load number", "'Number' holds" },
            { "calibrate label", "'Nope'" },
            { "calibrate frame", "'Nope'" },
        };

    [Theory, MemberData(nameof(Lacking))]
    public void AMissingColumnIsSaidByTheShapeAndByFit(string estimator, string said)
    {
        var rows = s_context.Data.LoadFromEnumerable<Row>([]);
        var asked = Estimator(estimator);
        foreach (var work in new Action[] { () => asked.GetOutputSchema(Shape.Of(rows)), () => asked.Fit(rows) })
            Assert.Contains(said, Assert.ThrowsAny<ArgumentException>(work).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => asked.Fit(null!));
    }

    [Fact]
    public void AWayOnIsToldWhereNothingDecides() =>
        Assert.Contains(
            "append ScoreFocus",
            Assert.Throws<ArgumentException>(() => Estimator("restore decision").Fit(s_context.Data.LoadFromEnumerable<Row>([]))).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void AWholePipelinesShapeIsThatOfItsColumns()
    {
        var rows = s_context.Data.LoadFromEnumerable(SmallFrame.Row(4));
        var pipeline = s_context
            .Transforms.ScoreFocus(SmallFrame.Classifier)
            .Append(s_context.Transforms.ConditionalRestore(SmallFrame.Restorer, new() { TileOverlap = 0 }))
            .Append(s_context.Transforms.GateRestoration(TestGate.On("Spread", 0, 1)))
            .Append(s_context.Transforms.FocusMetrics(referenceColumnName: "Frame"))
            .Append(s_context.Transforms.SharpnessFeatures());
        var shape = pipeline.GetOutputSchema(Shape.Of(rows));
        Assert.Equal(
            pipeline.Fit(rows).GetOutputSchema(rows.Schema).Where(c => !c.IsHidden).Select(c => c.Name).Order(),
            shape.Select(c => c.Name).Order()
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ACalibrationOnOneClassIsRefused(bool label)
    {
        var rows = s_context.Data.LoadFromEnumerable(Enumerable.Range(0, 3).Select(i => new SmallFrame { Frame = null, Label = label }));
        var message = Assert
            .Throws<PostFocusException>(() => s_context.BinaryClassification.Calibrators.FocusClassifier(SmallFrame.Classifier).Fit(rows))
            .Message;
        Assert.Contains("All 3 frames", message, StringComparison.Ordinal);
        Assert.Contains(label ? "out of focus" : "in focus", message, StringComparison.Ordinal);
    }

    private static IEstimator<ITransformer> Estimator(string name) =>
        name switch
        {
            "score" => s_context.Transforms.ScoreFocus(SmallFrame.Classifier, inputColumnName: "Nope"),
            "score intensity" => s_context.Transforms.ScoreFocus(SmallFrame.Classifier, intensityColumnName: "Nope"),
            "score pixel" => s_context.Transforms.ScoreFocus(SmallFrame.Classifier, new() { PixelMicronsColumnName = "Nope" }),
            "score text" => s_context.Transforms.ScoreFocus(SmallFrame.Classifier, inputColumnName: "Name"),
            "score number" => s_context.Transforms.ScoreFocus(SmallFrame.Classifier, inputColumnName: "Number"),
            "restore frame" => s_context.Transforms.ConditionalRestore(
                SmallFrame.Restorer,
                new() { FrameColumnName = "Nope", TileOverlap = 0 }
            ),
            "restore decision" => s_context.Transforms.ConditionalRestore(SmallFrame.Restorer, new() { TileOverlap = 0 }),
            "restore decision number" => s_context.Transforms.ConditionalRestore(
                SmallFrame.Restorer,
                new() { DecisionColumnName = "Number", TileOverlap = 0 }
            ),
            "gate" => s_context.Transforms.GateRestoration(TestGate.On("Spread", 0, 1)),
            "metrics" => s_context.Transforms.FocusMetrics(),
            "metrics reference" => s_context.Transforms.FocusMetrics("", "Frame", "Nope"),
            "measures" => s_context.Transforms.SharpnessFeatures("Features", "Nope"),
            "load" => s_context.Transforms.LoadFrames("Loaded", "Nope"),
            "load number" => s_context.Transforms.LoadFrames("Loaded", "Number"),
            "calibrate label" => s_context.BinaryClassification.Calibrators.FocusClassifier(
                SmallFrame.Classifier,
                new() { LabelColumnName = "Nope" }
            ),
            "calibrate frame" => s_context.BinaryClassification.Calibrators.FocusClassifier(
                SmallFrame.Classifier,
                new() { FrameColumnName = "Nope" }
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

    private sealed class Row
    {
        [VectorType(SmallFrame.Side, SmallFrame.Side)]
        public float[] Frame { get; set; } = [];

        public string Name { get; set; } = "";

        public float Number { get; set; }

        public bool Label { get; set; }
    }
}
