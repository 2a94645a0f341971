using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Interactive.Tests;

public partial class TableTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void ARowIsRecordedRestoredSpreadAndChange()
    {
        var html = Shown.Of(Rows(1));
        Assert.Equal(["", "Frame", "Restored", "Spread", "change"], Headings(html));
        var pictures = Shown.Pictures(html);
        Assert.Equal(4, pictures.Length);
        var (recorded, restored, spread, change) = (pictures[0], pictures[1], pictures[2], pictures[3]);
        // Recorded and restored share a scale: what was raised is brighter, and grey where nothing changed.
        Assert.True(restored.Counts[5] > recorded.Counts[5]);
        Assert.Equal((recorded.Counts[0], recorded.Counts[15]), (restored.Counts[0], restored.Counts[15]));
        Assert.Equal((0f, 255f), (spread.Counts[0], spread.Counts[5]));
        Assert.Equal((128f, 255f), (change.Counts[0], change.Counts[5]));
        Assert.Contains("Sequence <b>a&lt;b</b>", html, StringComparison.Ordinal);
        Assert.Contains("Probability <b>0.1235</b>", html, StringComparison.Ordinal);
        // What tells a path from others is its end.
        Assert.Contains("Path <b>…les/B7/well0003/t012.tif</b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void OfManyRowsTheFirstAreShownAndThatThereAreMore()
    {
        Assert.DoesNotContain("further rows", Shown.Of(Rows(8)), StringComparison.Ordinal);
        var html = Shown.Of(Rows(9));
        Assert.Contains("further rows", html, StringComparison.Ordinal);
        Assert.Equal(8 * 4, Shown.Pictures(html).Length);
    }

    [Fact]
    public void OnlyRowsThatAreShownAreComputed()
    {
        var computed = 0;
        var data = _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 1000)
                .Select(i =>
                {
                    computed++;
                    return new Numbers { Value = i };
                })
        );
        Assert.Contains("Value <b>7</b>", Shown.Of(data), StringComparison.Ordinal);
        Assert.InRange(computed, 9, 20);
    }

    [Fact]
    public void MetricsAreATable()
    {
        var metrics = _context.BinaryClassification.Evaluate(Scores());
        Assert.Contains("<td>Accuracy</td><td>0.75</td>", Shown.Of(metrics), StringComparison.Ordinal);
    }

    [Fact]
    public void OfACrossValidationEachFoldIsAColumnAndTheMean()
    {
        var data = _context.Data.LoadFromEnumerable(
            Enumerable.Range(0, 40).Select(i => new Labelled { Label = i * i % 5 < 2, Features = [i % 2, i] })
        );
        var folds = _context.BinaryClassification.CrossValidate(data, _context.BinaryClassification.Trainers.LbfgsLogisticRegression(), 2);
        var html = Shown.Of(folds);
        Assert.Equal(["", "fold 1", "fold 2", "mean"], Headings(html));
        double[] accuracies = [.. folds.Select(fold => fold.Metrics.Accuracy)];
        var cells = accuracies.Append(accuracies.Average()).Select(value => value.ToString("G4", CultureInfo.InvariantCulture));
        Assert.Contains($"<td>Accuracy</td><td>{string.Join("</td><td>", cells)}</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatRestorationDidIsATableWithoutWhatIsNotDefined()
    {
        float[] truth = [.. Enumerable.Range(0, 256).Select(i => (float)(i * i % 97))];
        float[] With(float error) => [.. truth.Select((count, i) => i == 40 ? count + error : count)];
        var rows = _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 3)
                .Select(_ => new MeasuredRow
                {
                    Frame = With(1),
                    Restored = With(3),
                    Reference = truth,
                })
        );
        var html = Shown.Of(_context.FocusRestoration.Evaluate(rows, new() { SpreadColumnName = null }));
        Assert.Contains("<td>frames</td><td>3</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>of these restored</td><td>3</td>", html, StringComparison.Ordinal);
        Assert.Contains("<td>share of frames that gain</td><td>0</td>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Fréchet", html, StringComparison.Ordinal);
    }

    [Fact]
    public void StatisticsAreMeanAndDeviation()
    {
        Assert.Equal("1.5 ± 0.25", Shown.Of(new PostFocus.Transforms.Evaluation.MetricStatistics(3, 1.5, 0.25)));
        Assert.Equal("1.5", Shown.Of(new PostFocus.Transforms.Evaluation.MetricStatistics(1, 1.5, double.NaN)));
    }

    private static string[] Headings(string html) => [.. Heading().Matches(html).Select(match => match.Groups[1].Value)];

    private IDataView Rows(int count) =>
        _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    float[] recorded = [.. Enumerable.Range(0, 16).Select(i => (float)i)];
                    float[] restored = [.. recorded];
                    var spread = new float[16];
                    (restored[5], spread[5]) = (30, 2);
                    return new RestoredRow
                    {
                        Frame = recorded,
                        Restored = restored,
                        Spread = spread,
                    };
                })
        );

    /// <summary>Four rows, of which the first is judged wrongly.</summary>
    private IDataView Scores() =>
        _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 4)
                .Select(i => (Label: i % 2 == 0, Predicted: i % 2 == 0 && i > 0))
                .Select(row => new Scored
                {
                    Label = row.Label,
                    PredictedLabel = row.Predicted,
                    Score = row.Predicted ? 1 : -1,
                    Probability = row.Predicted ? 0.9f : 0.1f,
                })
        );

    [GeneratedRegex("<th>(.*?)</th>")]
    private static partial Regex Heading();

    private sealed class Numbers
    {
        public int Value { get; set; }
    }

    private sealed class Labelled
    {
        public bool Label { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }

    private sealed class Scored
    {
        public bool Label { get; set; }
        public float Score { get; set; }
        public bool PredictedLabel { get; set; }
        public float Probability { get; set; }
    }

    private sealed class MeasuredRow
    {
        public bool WasRestored { get; set; } = true;

        [VectorType(16, 16)]
        public float[] Frame { get; set; } = [];

        [VectorType(16, 16)]
        public float[] Restored { get; set; } = [];

        [VectorType(16, 16)]
        public float[] Reference { get; set; } = [];
    }

    private sealed class RestoredRow
    {
        public string Path { get; set; } = "recordings/files/B7/well0003/t012.tif";
        public string Sequence { get; set; } = "a<b";
        public float Probability { get; set; } = 0.12346f;

        [VectorType(4, 4)]
        public float[] Frame { get; set; } = [];

        [VectorType(4, 4)]
        public float[] Restored { get; set; } = [];

        [VectorType(4, 4)]
        public float[] Spread { get; set; } = [];
    }
}
