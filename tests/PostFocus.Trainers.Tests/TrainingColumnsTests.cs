using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Trainers.Domain;
using PostFocus.Trainers.Gate;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Classification;

namespace PostFocus.Trainers.Tests;

/// <summary>What training lacks is said before it begins: by the shape of the data, and by Fit before a row is read.</summary>
public sealed class TrainingColumnsTests
{
    private static readonly MLContext s_context = new(seed: 1);

    /// <summary>Trainers, and the column that each misses in rows of <see cref="Row"/> or finds of a wrong type there.</summary>
    public static TheoryData<string, string> Lacking { get; } =
        new()
        {
            { "classifier label", "'Nope'" },
            { "classifier label number", "'Number' holds" },
            { "classifier frame", "'Nope'" },
            { "classifier group", "'Number' holds" },
            { "classifier pixel", "'Nope'" },
            { "classifier defocus", "'TrueDefocusMicrons'" },
            { "ddpm", "'PredictedLabel'" },
            { "ddpm frame", "'Nope'" },
            { "dmphn reference", "'Nope'" },
            { "uformer", "'PredictedLabel'" },
            { "restorer group", "'Nope'" },
            { "gate", "'Restored'" },
            { "gate group", "'Restored'" },
        };

    [Theory, MemberData(nameof(Lacking))]
    public void AMissingColumnIsSaidByTheShapeAndByFit(string trainer, string said)
    {
        var rows = s_context.Data.LoadFromEnumerable(Unread());
        var asked = Trainer(trainer);
        foreach (var work in new Action[] { () => asked.GetOutputSchema(Shape.Of(rows)), () => asked.Fit(rows) })
            Assert.Contains(said, Assert.ThrowsAny<ArgumentException>(work).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>(() => asked.Fit(null!));
    }

    [Fact]
    public void TheColumnOfFramesIsNamedOnceForTrainerAndComponent()
    {
        var options = new RestorerTrainer.Options
        {
            FrameColumnName = "Picture",
            Restore = new() { Samples = 2 },
        };
        Assert.Equal(("Picture", 2), (options.Restore.FrameColumnName, options.Restore.Samples));
        var taken = options with { Restore = options.Restore with { Samples = 3 } };
        Assert.Equal(("Picture", 3), (taken.Restore.FrameColumnName, taken.Restore.Samples));
        Assert.Equal("Image", (options with { FrameColumnName = "Image" }).Restore.FrameColumnName);
        Assert.Equal(
            "Picture",
            new RestorationGateTrainer.Options { FrameColumnName = "Picture" }
                .Gate
                .FrameColumnName
        );
        Assert.Equal(
            "Picture",
            new DomainTrainer.Options { FrameColumnName = "Picture" }
                .Scoring
                .FrameColumnName
        );
        Assert.Equal(
            "Picture",
            new FocusCalibrator.Options { FrameColumnName = "Picture" }
                .Scoring
                .FrameColumnName
        );

        var message = Assert.Throws<ArgumentException>(() => options with { Restore = new() { FrameColumnName = "Other" } }).Message;
        Assert.Contains("Restore names 'Other' as the column of frames. Set FrameColumnName", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void FramesOfOneClassAreRefusedBeforeTraining(bool label)
    {
        var frame = DiscRow.Rows(s_context, 2).GetColumn<float[]>("Frame").First();
        var rows = s_context.Data.LoadFromEnumerable(Enumerable.Range(0, 4).Select(_ => new Row { Frame = frame, Label = label }));
        var options = new FocusClassifierTrainer.Options { Progress = new Never() };
        var message = Assert
            .Throws<PostFocusException>(() => s_context.BinaryClassification.Trainers.FocusClassifier(options).Fit(rows))
            .Message;
        Assert.Contains(label ? "labelled out of focus (true)" : "labelled in focus (false)", message, StringComparison.Ordinal);
        Assert.Contains(
            "no frames to train on",
            Assert
                .Throws<PostFocusException>(() =>
                    s_context.BinaryClassification.Trainers.FocusClassifier(options).Fit(s_context.Data.LoadFromEnumerable<Row>([]))
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void FlaggedRowsAreNotTrainedOn()
    {
        Row[] flagged = [.. Enumerable.Range(0, 3).Select(i => new Row { Label = i > 0, FrameProblem = "black" })];
        var rows = s_context.Data.LoadFromEnumerable(flagged);
        Assert.Contains(
            "no frames to train on",
            Assert.Throws<PostFocusException>(() => s_context.BinaryClassification.Trainers.FocusClassifier().Fit(rows)).Message,
            StringComparison.Ordinal
        );
    }

    private static IEstimator<ITransformer> Trainer(string name)
    {
        var restorers = s_context.FocusRestoration.Trainers;
        return name switch
        {
            "classifier label" => Classifier(new() { LabelColumnName = "Nope" }),
            "classifier label number" => Classifier(new() { LabelColumnName = "Number" }),
            "classifier frame" => Classifier(new() { FrameColumnName = "Nope" }),
            "classifier group" => Classifier(new() { GroupColumnName = "Number" }),
            "classifier pixel" => Classifier(new() { PixelMicronsColumnName = "Nope" }),
            "classifier defocus" => Classifier(new() { Training = new() { Network = new CoAtNetOptions { EstimatesDefocus = true } } }),
            "ddpm" => restorers.Ddpm(),
            "ddpm frame" => restorers.Ddpm(
                new RestorerTrainer.Options
                {
                    FrameColumnName = "Nope",
                    Restore = new() { DecisionColumnName = "Label" },
                }
            ),
            "dmphn reference" => restorers.Dmphn(
                new RestorerTrainer.Options
                {
                    ReferenceColumnName = "Nope",
                    Restore = new() { DecisionColumnName = "Label" },
                }
            ),
            "uformer" => restorers.Uformer(),
            "restorer group" => restorers.Restorer(
                new()
                {
                    GroupColumnName = "Nope",
                    Restore = new() { DecisionColumnName = "Label" },
                }
            ),
            "gate" => restorers.Gate(),
            "gate group" => restorers.Gate(new() { GroupColumnName = "Number" }),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

        static FocusClassifierTrainer Classifier(FocusClassifierTrainer.Options options) =>
            s_context.BinaryClassification.Trainers.FocusClassifier(options);
    }

    private static IEnumerable<Row> Unread()
    {
        Assert.Fail("A row is read.");
        yield break;
    }

    private sealed class Never : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => Assert.Fail("Training has begun.");
    }

    private sealed class Row
    {
        [VectorType(DiscRow.Side, DiscRow.Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(DiscRow.Side, DiscRow.Side)]
        public float[] Reference { get; set; } = [];

        public float Number { get; set; }

        public bool Label { get; set; }

        public string FrameProblem { get; set; } = "";
    }
}
