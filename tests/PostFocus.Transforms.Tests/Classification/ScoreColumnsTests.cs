using Microsoft.ML;
using PostFocus.Transforms.Classification;

namespace PostFocus.Transforms.Tests.Classification;

/// <summary>Names of ScoreFocus's columns, and what they tell of themselves.</summary>
public sealed class ScoreColumnsTests
{
    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _rows;

    public ScoreColumnsTests() => _rows = _context.Data.LoadFromEnumerable(SmallFrame.Row(4));

    [Fact]
    public void TwoClassifiersLiveInOneChain()
    {
        var second = new FocusScoringEstimator.Options
        {
            OutputPrefix = "Second",
            UnsureAbove = 0.4,
            UnsureBelow = 0.6,
        };
        var chain = _context
            .Transforms.ScoreFocus(SmallFrame.Classifier)
            .Append(_context.Transforms.ScoreFocus(SmallFrame.Classifier with { Temperature = 2 }, second));
        var zip = new MemoryStream();
        _context.Model.Save(chain.Fit(_rows), _rows.Schema, zip);
        zip.Position = 0;
        var scored = _context.Model.Load(zip, out _).Transform(_rows);
        Assert.Equal(scored.Scalars<float>("Score").Select(score => score / 2), scored.Scalars<float>("SecondScore"));
        string[] columns = ["PredictedLabel", "Score", "Probability", "NothingToJudge", "IsUnsure"];
        Assert.Equal(
            [.. columns[..^1], .. columns.Select(name => "Second" + name)],
            scored.Schema.Select(column => column.Name).Except(_rows.Schema.Select(column => column.Name))
        );
        var metrics = _context.BinaryClassification.Evaluate(scored, "Label", "SecondScore", "SecondProbability", "SecondPredictedLabel");
        Assert.Equal(1, metrics.Accuracy);
    }

    [Fact]
    public void ThePrefixStandsBeforeTheInputAsInMLNet()
    {
        var rows = _context
            .Transforms.CopyColumns("Copy", "Frame")
            .Append(_context.Transforms.DropColumns("Frame"))
            .Fit(_rows)
            .Transform(_rows);
        var scored = _context.Transforms.ScoreFocus(SmallFrame.Classifier, "Second", "Copy").Fit(rows).Transform(rows);
        var measured = _context.Transforms.FocusMetrics("Second", "Copy").Fit(scored).Transform(scored);
        Assert.Equal(Scored().Scalars<float>("Score"), measured.Scalars<float>("SecondScore"));
        Assert.All(measured.Scalars<float>("SecondTenengrad"), value => Assert.True(value >= 0));

        IDataView Scored() => _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(_rows).Transform(_rows);
    }

    [Fact]
    public void ThePipelineKnowsItsScoresBeforeItIsFitted()
    {
        var shape = _context.Transforms.ScoreFocus(SmallFrame.Classifier).GetOutputSchema(Shape.Of(_rows));
        foreach (var name in new[] { "PredictedLabel", "Score", "Probability" })
            Assert.Equal(
                ["ScoreColumnKind", "ScoreValueKind"],
                shape.Single(column => column.Name == name).Annotations.Select(a => a.Name).Order()
            );
    }

    [Fact]
    public void ACalibratorScoresUnderThePrefix()
    {
        var options = new FocusCalibrator.Options { Scoring = new() { OutputPrefix = "My" } };
        var fitted = _context.BinaryClassification.Calibrators.FocusClassifier(SmallFrame.Classifier, options).Fit(_rows);
        Assert.Equal(4, fitted.Transform(_rows).Scalars<float>("MyProbability").Length);
    }

    [Theory]
    [InlineData("Score")]
    [InlineData("Probability")]
    [InlineData("PredictedLabel")]
    public void ColumnsTellThatTheyAreScores(string name)
    {
        var column = _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(_rows).Transform(_rows).Schema[name];
        Assert.Equal("BinaryClassification", Annotation("ScoreColumnKind"));
        Assert.Equal(name, Annotation("ScoreValueKind"));

        string Annotation(string kind)
        {
            ReadOnlyMemory<char> text = default;
            column.Annotations.GetValue(kind, ref text);
            return text.ToString();
        }
    }
}
