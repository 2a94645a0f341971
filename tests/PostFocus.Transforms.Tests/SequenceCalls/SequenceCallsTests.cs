using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.SequenceCalls;

namespace PostFocus.Transforms.Tests.SequenceCalls;

/// <summary>Rows of scores, as classifiers and domains put them out; above 0 a classifier calls a frame out of focus.</summary>
public sealed class SequenceCallsTests
{
    private const float Strange = 1.5f,
        Known = 0.9f;

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void OfAStrangeSequenceTheFramesThatStandOutAreOutOfFocus()
    {
        float[] scores = [4.5f, 3.1f, 9.2f, 3.9f, 10.1f, 4.1f];
        var rows = Rows("a", Strange, scores);
        Assert.Equal([false, false, true, false, true, false], Calls(rows));
        Assert.All(Within(rows), Assert.True);
    }

    [Fact]
    public void OfAStrangeSequenceWhoseScoresAreOfOneLevelNoFrameIsOutOfFocus()
    {
        var rows = Rows("a", Strange, 3.7f, 3.5f);
        Assert.All(Calls(rows), Assert.False);
        Assert.All(Within(rows), Assert.True);
    }

    [Theory]
    [InlineData(new[] { 42f, 29, 18, 7, 0.6f, -1, -2, -2.2f, 6, 16, 24, 32 })] // the planes of a stack
    [InlineData(new[] { 8.5f })]
    public void OfAStrangeSequenceThatHasNoLevelsTheClassifiersCallsStay(float[] scores)
    {
        var rows = Rows("a", Strange, scores);
        Assert.Equal(scores.Select(s => s > 0), Calls(rows));
        Assert.All(Within(rows), Assert.False);
    }

    [Fact]
    public void WhereTheClassifierCallsMostOfTheLowerLevelInFocusItsCallsStay()
    {
        // Frames far out of focus, and two that are little so: a mask had made the sequence strange.
        float[] scores = [-5.3f, -5, 5.8f, -4.8f, -4.4f, 24, -4.1f, 6.7f, 18, 25, -5.1f, 23];
        Assert.Equal(scores.Select(s => s > 0), Calls(Rows("a", Strange, scores)));
    }

    [Fact]
    public void OfASequenceLikeThoseLearntFromAllCallsStay()
    {
        var rows = Rows("a", Known, 4.5f, 3.1f, 9.2f, 3.9f, 10.1f, -4.1f);
        Assert.Equal([true, true, true, true, true, false], Calls(rows));
        Assert.All(Within(rows), Assert.False);
    }

    [Fact]
    public void AFrameThatTheClassifierCallsInFocusStaysSo() =>
        Assert.All(Calls(Rows("a", Strange, -7, -6.9f, -7.2f, -1, -1.1f)), Assert.False);

    [Fact]
    public void AFewFramesThatHappenToBeAlikeMakeNoLevel() =>
        Assert.All(Calls(Rows("a", Strange, 2.01f, 2.02f, 2.3f, 2.31f)), Assert.False);

    [Fact]
    public void ScoresThatAreSpreadEvenlyAreOneLevel() =>
        Assert.All(Calls(Rows("a", Strange, [.. Enumerable.Range(0, 15).Select(i => 3 + 0.5f * i)])), Assert.False);

    [Fact]
    public void WhetherASequenceIsStrangeItsFirstEightUsableFramesSay()
    {
        var scores = Enumerable.Range(0, 20).Select(i => i < 15 ? 3 + i % 3 * 0.1f : 12).ToArray();
        var rows = Rows("a", Strange, scores);
        (rows[0].FrameProblem, rows[0].DomainScore, rows[0].PredictedLabel) = ("torn", float.NaN, false);
        foreach (var row in rows[9..])
            row.DomainScore = Known;
        Assert.Equal(5, Calls(rows).Count(call => call));
        foreach (var row in rows[1..6])
            row.DomainScore = Known;
        Assert.Equal(19, Calls(rows).Count(call => call));
    }

    [Fact]
    public void EmptyFieldsAndFramesThatCannotBeUsedMakeNoLevel()
    {
        var rows = Rows("a", Strange, 3.1f, 3.2f, 3.3f, 90, 91, 92);
        foreach (var row in rows[3..5])
            (row.NothingToJudge, row.PredictedLabel) = (true, false);
        (rows[5].FrameProblem, rows[5].PredictedLabel) = ("torn", false);
        Assert.All(Calls(rows), Assert.False);
        Assert.Equal([true, true, true, false, false, false], Within(rows));
    }

    [Fact]
    public void EverySequenceIsCalledByItsOwnFramesInWhateverOrderTheyCome()
    {
        var random = new Random(7);
        var sequences = Enumerable
            .Range(0, 30)
            .Select(n =>
            {
                var level = random.NextSingle() * 12 - 2;
                var domain = random.Next(2) == 0 ? Strange : Known;
                return Rows(
                    $"well{n}",
                    domain,
                    [.. Enumerable.Range(0, random.Next(1, 25)).Select(_ => level + random.NextSingle() + (random.Next(4) == 0 ? 10 : 0))]
                );
            })
            .ToArray();
        bool[][] alone = [.. sequences.Select(Calls)];
        int[] order = [.. Enumerable.Range(0, 30)];
        for (var trial = 0; trial < 5; trial++)
        {
            Assert.Equal(order.SelectMany(n => alone[n]), Calls([.. order.SelectMany(n => sequences[n])]));
            random.Shuffle(order);
        }
    }

    [Fact]
    public void AShiftOfAllScoresOfAStrangeSequenceChangesNoCallAsLongAsTheClassifierCallsThemOut()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 50; trial++)
        {
            float[] scores =
            [
                .. Enumerable.Range(0, random.Next(3, 40)).Select(_ => 5 + random.NextSingle() * 2 + (random.Next(3) == 0 ? 9 : 0)),
            ];
            Assert.Equal(Calls(Rows("a", Strange, scores)), Calls(Rows("a", Strange, [.. scores.Select(s => s + 6)])));
        }
    }

    [Fact]
    public void WhatTheClassifierSaysOfKnownSequencesIsNotAskedForAhead()
    {
        var asked = 0;
        var rows = new ScoresView(View(Rows("a", Known, 1, 2, 3)), _ => asked++);
        var called = _context.Transforms.CallWithinSequences().Fit(rows).Transform(rows);
        Assert.Equal([true, true, true], called.Scalars<bool>("PredictedLabel"));
        Assert.Equal(0, asked);
    }

    [Fact]
    public void InRandomOrderAllCallsStay()
    {
        var view = View(Rows("a", Strange, 4.5f, 3.1f, 9.2f, 3.9f));
        var called = _context.Transforms.CallWithinSequences().Fit(view).Transform(view);
        var column = called.Schema["PredictedLabel"];
        using var cursor = called.GetRowCursor([column], new Random(1));
        var getter = cursor.GetGetter<bool>(column);
        var call = false;
        for (var row = 0; row < 4; row++)
        {
            Assert.True(cursor.MoveNext());
            getter(ref call);
            Assert.True(call);
        }
    }

    [Fact]
    public void OneByOneAllCallsStay()
    {
        var view = View(Rows("a", Strange, 4.5f, 3.1f, 9.2f));
        var fitted = _context.Transforms.CallWithinSequences().Fit(view);
        using var engine = _context.Model.CreatePredictionEngine<ScoredRow, CalledRow>(fitted);
        var called = engine.Predict(Rows("a", Strange, 3.1f)[0]);
        Assert.True(called.PredictedLabel);
        Assert.False(called.CalledWithinSequence);
    }

    [Fact]
    public void WithoutSequencesAllCallsStay()
    {
        var view = _context
            .Transforms.DropColumns("Sequence")
            .Fit(View(Rows("a", Strange, 4, 4)))
            .Transform(View(Rows("a", Strange, 4, 4)));
        var called = _context.Transforms.CallWithinSequences().Fit(view).Transform(view);
        Assert.Equal([true, true], called.Scalars<bool>("PredictedLabel"));
    }

    [Fact]
    public void WhatIsSavedIsReadBack()
    {
        using var folder = new TemporaryFolder();
        var options = new SequenceCallsEstimator.Options { CalledWithinSequenceColumnName = "Within", SequenceColumnName = "Well" };
        var view = View(Rows("a", Strange, 3, 3));
        var fitted = _context.Transforms.CallWithinSequences(options).Fit(view);
        _context.Model.Save(fitted, view.Schema, folder["calls.zip"]);
        Assert.Equal(options, Assert.IsType<SequenceCallsTransformer>(_context.Model.Load(folder["calls.zip"], out _)).Options);
    }

    [Fact]
    public void AMissingScoreIsSaidBeforeTheDataIsRead()
    {
        var view = _context.Transforms.DropColumns("DomainScore").Fit(View([])).Transform(View([]));
        var error = Assert.Throws<ArgumentException>(() => _context.Transforms.CallWithinSequences().Fit(view));
        Assert.Contains("There is no column 'DomainScore'", error.Message, StringComparison.Ordinal);
        Assert.Contains("Append ScoreDomain before", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnErrorOfAFrameIsToldWhereTheFrameIsAskedFor()
    {
        var rows = new ScoresView(
            View(Rows("a", Strange, 3.1f, 3.2f, 3.3f, 99, 9)),
            row => _ = row != 3 ? row : throw new InvalidOperationException("unreadable")
        );
        var called = _context.Transforms.CallWithinSequences().Fit(rows).Transform(rows);
        using var cursor = called.GetRowCursor(called.Schema);
        var getter = cursor.GetGetter<bool>(called.Schema["PredictedLabel"]);
        var calls = new List<string>();
        while (cursor.MoveNext())
            try
            {
                var call = false;
                getter(ref call);
                calls.Add($"{call}");
            }
            catch (InvalidOperationException e)
            {
                calls.Add(e.Message);
            }
        Assert.Equal(["False", "False", "False", "unreadable", "True"], calls);
    }

    private bool[] Calls(ScoredRow[] rows) => [.. Called(rows).Scalars<bool>("PredictedLabel")];

    private bool[] Within(ScoredRow[] rows) => [.. Called(rows).Scalars<bool>("CalledWithinSequence")];

    private IDataView Called(ScoredRow[] rows)
    {
        var view = View(rows);
        return _context.Transforms.CallWithinSequences().Fit(view).Transform(view);
    }

    private IDataView View(ScoredRow[] rows) => _context.Data.LoadFromEnumerable(rows);

    private static ScoredRow[] Rows(string sequence, float domainScore, params float[] scores) =>
        [
            .. scores.Select(score => new ScoredRow
            {
                Sequence = sequence,
                Score = score,
                DomainScore = domainScore,
                PredictedLabel = score > 0,
            }),
        ];

    private sealed class ScoredRow
    {
        public string Sequence { get; set; } = "";

        public float Score { get; set; }

        public float DomainScore { get; set; }

        public bool PredictedLabel { get; set; }

        [ColumnName(FocusScoringTransformer.NothingToJudgeColumn)]
        public bool NothingToJudge { get; set; }

        public string FrameProblem { get; set; } = "";
    }

    private sealed class CalledRow
    {
        public bool PredictedLabel { get; set; }

        public bool CalledWithinSequence { get; set; }
    }

    /// <summary>Rows of another view that tell when a score is read.</summary>
    private sealed class ScoresView(IDataView rows, Action<long> onRead) : IDataView
    {
        public DataViewSchema Schema => rows.Schema;

        public bool CanShuffle => false;

        public long? GetRowCount() => rows.GetRowCount();

        public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
            new Cursor(rows.GetRowCursor(columnsNeeded, rand), onRead);

        public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
            [GetRowCursor(columnsNeeded, rand)];

        private sealed class Cursor(DataViewRowCursor rows, Action<long> onRead) : DataViewRowCursor
        {
            public override long Position => rows.Position;

            public override long Batch => rows.Batch;

            public override DataViewSchema Schema => rows.Schema;

            public override bool MoveNext() => rows.MoveNext();

            public override bool IsColumnActive(DataViewSchema.Column column) => rows.IsColumnActive(column);

            public override ValueGetter<DataViewRowId> GetIdGetter() => rows.GetIdGetter();

            public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
            {
                var getter = rows.GetGetter<TValue>(column);
                return column.Name != "Score"
                    ? getter
                    : (ref TValue value) =>
                    {
                        onRead(rows.Position);
                        getter(ref value);
                    };
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing)
                    rows.Dispose();
                base.Dispose(disposing);
            }
        }
    }
}
