using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Settings;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Rows;

/// <summary>Rows whose frame cannot be used, among others that are well.</summary>
public sealed class BadFrameTests : IDisposable
{
    private const int Count = 40,
        Bad = 35;

    private static readonly FocusScoringEstimator.Options s_flag = new() { OnBadFrame = OnBadFrame.Flag };

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TheRowsBeforeABadFrameArriveAndItsErrorNamesIt()
    {
        var arrived = new List<float>();
        var thrown = Assert.Throws<FrameFormatException>(() => arrived.AddRange(Score(View()).GetColumn<float>("Score")));
        Assert.Equal(Bad, arrived.Count);
        Assert.StartsWith("black: ", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheRowsAfterABadFrameArriveToo()
    {
        var scored = Score(View());
        using var cursor = scored.GetRowCursor([scored.Schema["Score"]]);
        var getter = cursor.GetGetter<float>(scored.Schema["Score"]);
        var scores = new List<float>();
        while (cursor.MoveNext())
        {
            var score = float.NaN;
            if (cursor.Position != Bad)
                getter(ref score);
            else
                Assert.Throws<FrameFormatException>(() => getter(ref score));
            scores.Add(score);
        }
        SmallFrame[] others = [.. SmallFrame.Row(Count, Bad).Where((_, i) => i != Bad)];
        Assert.Equal(Score(_context.Data.LoadFromEnumerable(others)).Scalars<float>("Score"), scores.Where((_, i) => i != Bad));
    }

    [Fact]
    public void AFileThatCannotBeReadKeepsNoOtherRowBack()
    {
        var files = Files();
        var scored = _context
            .Transforms.LoadFrames("Frame", "Path")
            .Append(_context.Transforms.ScoreFocus(SmallFrame.Classifier))
            .Fit(files)
            .Transform(files);
        // Both columns: the frame passes through, and is scored.
        var arrived = new List<float>();
        var thrown = Assert.ThrowsAny<Exception>(() =>
            arrived.AddRange(_context.Data.CreateEnumerable<ScoredFrame>(scored, reuseRowObject: false).Select(row => row.Score))
        );
        Assert.Equal(2, arrived.Count);
        Assert.Contains("2.png", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFlaggedFrameIsCalledInFocusWithoutAScoreAndTheReasonStandsBesideIt()
    {
        var scored = Score(View(), s_flag);
        var problems = scored.Texts("FrameProblem");
        float[] scores = scored.Scalars<float>("Score"),
            well = Score(_context.Data.LoadFromEnumerable(SmallFrame.Row(Count))).Scalars<float>("Score");
        for (var i = 0; i < Count; i++)
            Assert.Equal(
                i == Bad ? (true, float.NaN) : (false, well[i]),
                (problems[i].Contains("same count", StringComparison.Ordinal), scores[i])
            );
        Assert.All(problems.Where((_, i) => i != Bad), Assert.Empty);
        Assert.False(scored.Scalars<bool>("PredictedLabel")[Bad]);
        Assert.True(float.IsNaN(scored.Scalars<float>("Probability")[Bad]));
    }

    [Fact]
    public void WhereTheNetworkFailsForOneFrameTheOthersOfItsWindowHaveTheirOwnScores()
    {
        // Of means above 2 the root is NaN.
        var onnx = TinyOnnx.Model(
            [
                Node("GlobalAveragePool", ["frame"], "pooled"),
                Node("Flatten", ["pooled"], "mean"),
                Node("Sub", ["mean", "mean"], "zero"),
                Node("Exp", ["zero"], "one"),
                Node("Add", ["one", "one"], "two"),
                Node("Sub", ["two", "mean"], "left"),
                Node("Sqrt", ["left"], "root"),
                Node("Concat", ["root", "mean"], "logits", Axis(1)),
            ],
            [Value("frame", SmallFrame.Side, SmallFrame.Side)],
            Value("logits")
        );
        float[] Scores(IEnumerable<SmallFrame> frames) =>
            Score(_context.Data.LoadFromEnumerable(frames), s_flag, new FocusModel(onnx, SmallFrame.Side)).Scalars<float>("Score");
        var rows = SmallFrame.Row(Count);
        rows[Bad] = SmallFrame.Of(3);
        var scores = Scores(rows);
        Assert.Equal([Bad], scores.Index().Where(s => float.IsNaN(s.Item)).Select(s => s.Index));
        Assert.Equal(Scores(rows.Where((_, i) => i != Bad)), scores.Where((_, i) => i != Bad));
        Assert.Equal(Count, scores.Distinct().Count());
    }

    [Fact]
    public void MLNetEvaluatesTheOthersAndFiltersFlaggedRows()
    {
        var scored = Score(View(), s_flag);
        // -0.95 to 0.95: all are called as they are labelled.
        Assert.Equal(1, _context.BinaryClassification.Evaluate(_context.Data.FilterRowsByMissingValues(scored, "Probability")).Accuracy);
        Assert.Equal(Count - 1, _context.Data.FilterRowsByMissingValues(scored, "Probability").Scalars<float>("Score").Length);
        Assert.Equal(1, _context.BinaryClassification.Evaluate(scored).Accuracy);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void WhatFollowsLeavesAFlaggedRowAlone()
    {
        var restored = Chain().Transform(View());
        Assert.Equal(restored.Bits("Frame")[Bad], restored.Bits("Restored")[Bad]);
        Assert.Equal(restored.Bits("Frame")[Bad], restored.Bits("Kept")[Bad]);
        Assert.False(restored.Scalars<bool>("WasRestored")[Bad]);
        Assert.False(restored.Scalars<bool>("Accepted")[Bad]);
        Assert.Equal(Count / 2 - 2, restored.Scalars<bool>("WasRestored").Count(was => was));
        Assert.Equal([Bad], restored.Scalars<float>("Tenengrad").Index().Where(t => float.IsNaN(t.Item)).Select(t => t.Index));
        Assert.Equal([Bad], restored.Scalars<float[]>("Features").Index().Where(f => float.IsNaN(f.Item[0])).Select(f => f.Index));
    }

    [Fact]
    public void AZipKeepsTheChoice()
    {
        _context.Model.Save(Chain(), View().Schema, _folder["m.zip"]);
        var restored = new MLContext().Model.Load(_folder["m.zip"], out _).Transform(View());
        Assert.Equal([Bad], restored.Texts("FrameProblem").Index().Where(p => p.Item.Length > 0).Select(p => p.Index));
    }

    [Fact]
    public void OfAFileThatCannotBeReadNothingIsShown()
    {
        var files = Files();
        var restored = _context
            .Transforms.LoadFrames("Frame", "Path")
            .Append(_context.Transforms.ScoreFocus(SmallFrame.Classifier, s_flag))
            .Append(
                _context.Transforms.ConditionalRestore(SmallFrame.Restorer, new ConditionalRestoreEstimator.Options { TileOverlap = 0 })
            )
            .Fit(files)
            .Transform(files);
        Assert.Contains("2.png", restored.Texts("FrameProblem")[2], StringComparison.Ordinal);
        Assert.Equal(
            [false, false, true, false],
            restored.Scalars<float[]>("Restored").Select(frame => Array.TrueForAll(frame, float.IsNaN))
        );
    }

    /// <summary>Half of the fourth frame is at the brightest count.</summary>
    [Fact]
    public void AFrameThatIsUnlikeTheOthersOfItsFilesIsFlaggedToo()
    {
        for (var t = 0; t < 5; t++)
        {
            var random = new Random(t);
            var counts = Enumerable.Range(0, SmallFrame.Side * SmallFrame.Side).Select(_ => (float)random.Next(100, 200)).ToArray();
            if (t == 3)
                counts = [.. counts.Select(c => Math.Min(255, 2 * c - 50))];
            FrameFile.WriteTiff(_folder[$"t{t}.tif"], [new Frame(SmallFrame.Side, SmallFrame.Side, counts, PixelType.UInt8)]);
        }
        var frames = _context.Data.LoadFrames(_folder.Path);
        var problems = Score(frames, s_flag).Texts("FrameProblem");
        Assert.Equal([3], problems.Index().Where(p => p.Item.Length > 0).Select(p => p.Index));
        Assert.Contains("of its pixels are saturated", problems[3], StringComparison.Ordinal);
        var thrown = Assert.Throws<FrameFormatException>(() => Score(frames).Scalars<float>("Score"));
        Assert.Contains("t3.tif", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ARestorerFlagsByItself()
    {
        var options = new ConditionalRestoreEstimator.Options
        {
            DecisionColumnName = "Label",
            OnBadFrame = OnBadFrame.Flag,
            TileOverlap = 0,
        };
        var rows = SmallFrame.Row(Count, Bad);
        rows[Bad].Label = true;
        rows[3].Intensity = [5, 5];
        var view = _context.Data.LoadFromEnumerable(rows);
        var restored = _context.Transforms.ConditionalRestore(SmallFrame.Restorer, options).Fit(view).Transform(view);
        var problems = restored.Texts("FrameProblem");
        Assert.Equal([3, Bad], problems.Index().Where(p => p.Item.Length > 0).Select(p => p.Index));
        Assert.Contains("'Intensity' holds [5, 5]", problems[3], StringComparison.Ordinal);
        Assert.Equal(restored.Bits("Frame")[Bad], restored.Bits("Restored")[Bad]);
        Assert.False(restored.Scalars<bool>("WasRestored")[Bad]);
    }

    [Fact]
    public void AFlagOfBeforeIsKeptByALaterOne()
    {
        var twice = Score(Score(View(), s_flag), s_flag);
        Assert.Equal([Bad], twice.Texts("FrameProblem").Index().Where(p => p.Item.Length > 0).Select(p => p.Index));
    }

    [Fact]
    public void AnEngineFlagsAsAViewDoes()
    {
        using var engine = _context.Model.CreatePredictionEngine<SmallFrame, Flagged>(
            _context.Transforms.ScoreFocus(SmallFrame.Classifier, s_flag).Fit(View())
        );
        Assert.Contains("same count", engine.Predict(SmallFrame.Black()).FrameProblem, StringComparison.Ordinal);
        Assert.Equal("", engine.Predict(SmallFrame.Of(0.5f)).FrameProblem);
    }

    [Fact]
    public void AShapeTellsOfTheColumn()
    {
        var shape = _context.Transforms.ScoreFocus(SmallFrame.Classifier, s_flag).GetOutputSchema(Shape.Of(View()));
        Assert.Equal(TextDataViewType.Instance, shape.Single(c => c.Name == LoadedColumns.FrameProblem).ItemType);
    }

    [Fact]
    public void AnEvaluationAndACalibrationDoWithoutFlaggedRows()
    {
        var rows = SmallFrame.Row(Count, Bad);
        var scored = Score(_context.Data.LoadFromEnumerable(rows), s_flag);
        var restored = _context
            .Transforms.CopyColumns("Reference", "Frame")
            .Append(_context.Transforms.CopyColumns("Restored", "Frame"))
            .Fit(scored)
            .Transform(scored);
        Assert.Equal(Count - 1, _context.FocusRestoration.Evaluate(restored).FrameCount);
        // The darker half of the labels is turned, so that the temperature is not 1.
        foreach (var row in rows.Take(10))
            row.Label = true;
        double Temperature(IEnumerable<SmallFrame> frames, FocusScoringEstimator.Options options) =>
            _context
                .BinaryClassification.Calibrators.FocusClassifier(SmallFrame.Classifier, new() { Scoring = options })
                .Fit(_context.Data.LoadFromEnumerable(frames))
                .Model.Temperature;
        Assert.Equal(Temperature(rows.Where((_, i) => i != Bad), new()), Temperature(rows, s_flag));
    }

    private ITransformer Chain() =>
        _context
            .Transforms.ScoreFocus(SmallFrame.Classifier, s_flag)
            .Append(
                _context.Transforms.ConditionalRestore(
                    SmallFrame.Restorer,
                    new ConditionalRestoreEstimator.Options { Samples = 8, TileOverlap = 0 }
                )
            )
            .Append(_context.Transforms.GateRestoration(TestGate.On("Spread", 0, 1)))
            .Append(_context.Transforms.FocusMetrics())
            .Append(_context.Transforms.SharpnessFeatures())
            .Fit(View());

    private IDataView View() => _context.Data.LoadFromEnumerable(SmallFrame.Row(Count, Bad));

    /// <summary>Four files, of which the third is cut short.</summary>
    private IDataView Files()
    {
        var paths = SmallFrame.WritePngs(_folder, 4);
        File.WriteAllBytes(paths[2], File.ReadAllBytes(paths[2])[..60]);
        return _context.Data.LoadFromEnumerable(paths.Select(path => new FileRow { Path = path }));
    }

    private IDataView Score(IDataView view, FocusScoringEstimator.Options? options = null, FocusModel? model = null) =>
        _context.Transforms.ScoreFocus(model ?? SmallFrame.Classifier, options ?? new()).Fit(view).Transform(view);

    private sealed class ScoredFrame
    {
        [VectorType(SmallFrame.Side, SmallFrame.Side)]
        public float[] Frame { get; set; } = [];

        public float Score { get; set; }
    }

    private sealed class Flagged
    {
        public string FrameProblem { get; set; } = "";
    }
}
