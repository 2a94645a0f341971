using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Settings;
using PostFocus.Transforms.Tests.ModelZip;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Restoration;

/// <summary>
/// Which neighbours a restorer is shown. The network is the mean over the channels, and its residual counts five times: a restored
/// frame is twice itself, plus the frame before, its nearness, the frame after and its nearness.
/// </summary>
public sealed class NeighbourTests
{
    private const int Side = 16;

    private static readonly IEqualityComparer<float> s_close = EqualityComparer<float>.Create((a, b) => Math.Abs(a - b) < 1e-4, _ => 0);

    private readonly MLContext _context = new(seed: 1);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void TheNearestFramesInFocusAreShownWithinTheirVideoAndDistance(int lookAhead)
    {
        // Of the first video 0, 3 and 7 are in focus; the second begins out of focus.
        Row[] rows = [.. "f..f...f".Select((c, i) => new Row("a", i, c == '.')), .. ".f".Select((c, i) => new Row("b", i, c == '.'))];
        float F(int row) => rows[row].Mean;
        Assert.Equal(
            [
                F(0),
                2 * F(1) + F(0) + 1 + F(3) + 0.5f,
                2 * F(2) + F(0) + 0.5f + F(3) + 1,
                F(3),
                2 * F(4) + F(3) + 1, // 7 is too far away
                2 * F(5) + F(3) + 0.5f + F(7) + 0.5f,
                2 * F(6) + F(7) + 1,
                F(7),
                2 * F(8) + F(9) + 1, // not the other video's last frame
                F(9),
            ],
            Restored(rows, lookAhead, distance: 2),
            s_close
        );
    }

    [Fact]
    public void AnotherVideoHasNoNeighboursHoweverItsNumbersGoOn()
    {
        Row[] rows = [new("a", 0, false), new("a", 1, true), new("b", 2, true), new("b", 3, false), new("c", 4, true), new("a", 5, false)];
        Assert.Equal(
            [
                rows[0].Mean,
                2 * rows[1].Mean + rows[0].Mean + 1, // not 3 as well, of b
                2 * rows[2].Mean + rows[3].Mean + 1, // not 0 as well, of a
                rows[3].Mean,
                2 * rows[4].Mean,
                rows[5].Mean,
            ],
            Restored(rows, 16, distance: 2),
            s_close
        );
    }

    [Fact]
    public void AZipFromBeforeTheCheckOfThePlaceLooksAtAllNeighbours()
    {
        const uint withoutCheck = 0x00010004;
        var view = View([new("a", 0, true)]);
        using var restorer = Restorer(16, 2, 0.98, view);
        var zip = new MemoryStream();
        _context.Model.Save(restorer, view.Schema, zip);
        var entries = ZipEntries.Read(zip);
        // The fields of the check, and the column that tells of it.
        byte[] since = [.. BitConverter.GetBytes(0.98), .. (byte[])[14], .. "NeighbourCount"u8];
        var name = Assert.Single(entries, e => e.Value.AsSpan().IndexOf(since) >= 0).Key;
        entries[name] = ZipEntries.WithoutHash(entries[name], withoutCheck, since, ZipEntries.OnBadFramePixelSizeAndDither);
        using var older = (ConditionalRestoreTransformer)_context.Model.Load(ZipEntries.Write(entries), out _);
        Assert.Equal(restorer.Options with { NeighbourCorrelation = -1 }, older.Options);
    }

    [Fact]
    public void FramesThatAreLeftOutCountInTheDistance()
    {
        Row[] rows = [new("a", 0, false), new("a", 4, true), new("a", 5, false)];
        Assert.Equal(2 * rows[1].Mean + rows[0].Mean + 0.25f + rows[2].Mean + 1, Restored(rows, 16, distance: 4)[1], 1e-4f);
        Assert.Equal(2 * rows[1].Mean + rows[2].Mean + 1, Restored(rows, 16, distance: 3)[1], 1e-4f);
        Assert.Equal(2 * rows[1].Mean, Restored(rows, 16, distance: 0)[1], 1e-4f);
    }

    [Fact]
    public void AnEmptyFieldIsNobodysNeighbour()
    {
        Row[] rows = [new("a", 0, false), new("a", 1, false) { NothingToJudge = true }, new("a", 2, true), new("a", 3, false)];
        Assert.Equal(2 * rows[2].Mean + rows[0].Mean + 0.5f + rows[3].Mean + 1, Restored(rows, 16, distance: 2)[2], 1e-4f);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(16)]
    public void AFrameThatCannotBeUsedIsNobodysNeighbourAndMovesNoOther(int lookAhead)
    {
        Row[] rows = [.. Enumerable.Range(0, 8).Select(i => new Row("a", i, i is 2 or 4 or 6))];
        Array.Clear(rows[1].Frame);
        var view = View(rows);
        using var restorer = Restorer(lookAhead, 3, 0.98, view, OnBadFrame.Flag);
        float F(int row) => rows[row].Mean;
        Assert.Equal(
            [F(0), 0, 2 * F(2) + F(0) + 0.5f + F(3) + 1, F(3), 2 * F(4) + F(3) + 1 + F(5) + 1, F(5), 2 * F(6) + F(5) + 1 + F(7) + 1, F(7)],
            restorer.Transform(view).Scalars<float[]>("Restored").Select(frame => frame.Average()),
            s_close
        );
    }

    [Fact]
    public void OneFrameAloneHasNoNeighbours()
    {
        var view = View([new("a", 0, true)]);
        using var restorer = Restorer(16, 2, 0.98, view);
        using var engine = _context.Model.CreatePredictionEngine<Row, RestoredRow>(restorer, inputSchemaDefinition: RowSchema());
        var row = new Row("a", 3, true);
        Assert.Equal(2 * row.Mean, engine.Predict(row).Restored.Average(), 1e-4f);
    }

    [Fact]
    public void TheLogTellsWhereNeighboursAreTakenAway()
    {
        var lines = new List<string>();
        _context.Log += (_, e) => lines.Add(e.RawMessage);
        var view = View([new("a", 0, false), new("a", 1, true)]);
        using var restorer = Restorer(16, 2, 0.98, view);
        Assert.Equal(2, restorer.Transform(view).Scalars<int>("NeighbourCount").Length);
        Assert.DoesNotContain(lines, IsOfNeighbours);
        _context
            .Model.CreatePredictionEngine<Row, RestoredRow>(
                restorer,
                new PredictionEngineOptions { InputSchemaDefinition = RowSchema(), OwnsTransformer = false }
            )
            .Dispose();
        Assert.Single(lines, IsOfNeighbours);
        var restored = restorer.Transform(view);
        restored.GetRowCursor(restored.Schema, new Random(1)).Dispose();
        Assert.Equal(2, lines.Count(IsOfNeighbours));

        static bool IsOfNeighbours(string line) => line.StartsWith("Rows come ", StringComparison.Ordinal);
    }

    [Fact]
    public void TheLogTellsOnceWhereAFilterTakesRowsAwayBetweenOthers()
    {
        var lines = new List<string>();
        _context.Log += (_, e) => lines.Add(e.RawMessage);
        var view = View([.. Enumerable.Range(0, 6).Select(i => new Row("a", i, i % 2 == 1)), new("b", 9, true)]);
        using var restorer = Restorer(1, 2, 0.98, view);
        int[] Neighbours(IDataView rows) => restorer.Transform(rows).Scalars<int>("NeighbourCount");
        Assert.Equal([0, 2, 0, 2, 0, 1, 0], Neighbours(view));
        Assert.Empty(Told());
        var filtered = _context.Data.FilterByCustomPredicate<Row>(view, row => row.FrameIndex is 2 or 4);
        Assert.Equal([0, 1, 0, 0, 0], Neighbours(filtered));
        Assert.StartsWith("Between frames 1 and 3 of 'a' rows are missing", Assert.Single(Told()), StringComparison.Ordinal);

        string[] Told() => [.. lines.Where(line => line.Contains("rows are missing", StringComparison.Ordinal))];
    }

    [Theory]
    [InlineData("a2 a1 a0", "'a'")]
    [InlineData("a0 b0 a1 b1", "'a'")]
    [InlineData("a0 a2 a1", "'a'")]
    [InlineData("a0 a0 a1 b0 b1", null)] // planes of an instant
    [InlineData("a0 a1 b5 b6 c0", null)]
    public void TheLogWarnsOfRowsThatDoNotLieTogetherInTheOrderOfTime(string order, string? video)
    {
        var lines = new List<LoggingEventArgs>();
        _context.Log += (_, e) => lines.Add(e);
        var view = View([.. order.Split(' ').Select(row => new Row($"{row[0]}", row[1] - '0', true))]);
        using var restorer = Restorer(1, 2, 0.98, view);
        _ = restorer.Transform(view).Scalars<int>("NeighbourCount");
        var told = lines.SingleOrDefault(line => line.RawMessage.Contains("in the order of time", StringComparison.Ordinal));
        Assert.Equal(video is null, told is null);
        if (video is not null)
            Assert.Equal(($"Rows of {video} do", ChannelMessageKind.Warning), (told!.RawMessage[..14], told.Kind));
        Assert.DoesNotContain(lines, line => line.RawMessage.Contains("rows are missing", StringComparison.Ordinal));
    }

    /// <summary>Half of the slope is hidden; mirrored, the rest goes down where the slope goes up.</summary>
    [Fact]
    public void WhatAMarkHidesDoesNotMakeItAnotherPlace()
    {
        Row[] rows = [new("a", 0, false), new("a", 1, true), new("a", 2, false)];
        for (var i = 0; i < Side * Side; i++)
            if (i % Side < Side / 2)
                rows[1].Frame[i] = float.NaN;
        Assert.Equal(
            [0, 2, 0],
            Restore(rows, 16, distance: 2, 0.98, (view, restorer) => restorer.Transform(view).Scalars<int>("NeighbourCount"))
        );
    }

    [Fact]
    public void AFrameThatShowsAnotherPlaceIsNotLookedAtUnlessItIsAskedFor()
    {
        Row[] rows = [new("a", 0, false), new("a", 1, true), new("a", 2, false), new("a", 3, true)];
        rows[0].Turn();
        float own = 2 * rows[1].Mean,
            before = rows[0].Mean + 1,
            after = rows[2].Mean + 1;
        Assert.Equal(own + after, Restored(rows, 16, distance: 2)[1], 1e-4f);
        Assert.Equal(own + before + after, Restored(rows, 16, distance: 2, correlation: -1)[1], 1e-4f);
        Assert.Equal(own, Restored(rows, 16, distance: 2, correlation: 1)[1], 1e-4f); // noise apart, none is the same
        Assert.Equal(
            [0, 1, 0, 1],
            Restore(rows, 16, distance: 2, 0.98, (view, restorer) => restorer.Transform(view).Scalars<int>("NeighbourCount"))
        );
        Assert.Equal(
            [0, 2, 0, 1],
            Restore(rows, 16, distance: 2, -1, (view, restorer) => restorer.Transform(view).Scalars<int>("NeighbourCount"))
        );
    }

    [Fact]
    public void OptionsOutOfRangeAreRefused()
    {
        string? Refused(int distance, double correlation) =>
            Assert.Throws<ArgumentOutOfRangeException>(() => Restorer(16, distance, correlation, View([new("a", 0, true)]))).ParamName;
        Assert.Equal("NeighbourDistance", Refused(51, 0));
        Assert.Equal("NeighbourCorrelation", Refused(1, 1.01));
        Assert.Equal("NeighbourCorrelation", Refused(1, double.NaN));
    }

    private float[] Restored(Row[] rows, int lookAhead, int distance, double correlation = 0.98) =>
        Restore(
            rows,
            lookAhead,
            distance,
            correlation,
            (view, restorer) => restorer.Transform(view).Scalars<float[]>("Restored").Select(frame => frame.Average()).ToArray()
        );

    private T Restore<T>(
        Row[] rows,
        int lookAhead,
        int distance,
        double correlation,
        Func<IDataView, ConditionalRestoreTransformer, T> read
    )
    {
        var view = View(rows);
        using var restorer = Restorer(lookAhead, distance, correlation, view);
        return read(view, restorer);
    }

    private ConditionalRestoreTransformer Restorer(
        int lookAhead,
        int distance,
        double correlation,
        IDataView view,
        OnBadFrame onBadFrame = OnBadFrame.Throw
    )
    {
        var onnx = TinyOnnx.Model(
            [Node("ReduceMean", ["frame"], "residual", Integers("axes", 1))],
            [Shaped("frame", 5, Side, Side)],
            Value("residual", Side, Side)
        );
        var model = new RestorationModel(onnx, Side, residualScale: 5, Prediction.Regression) { UsesNeighbours = true };
        return _context
            .Transforms.ConditionalRestore(
                model,
                new ConditionalRestoreEstimator.Options
                {
                    Samples = 1,
                    LookAhead = lookAhead,
                    NeighbourDistance = distance,
                    NeighbourCorrelation = correlation,
                    TileOverlap = 0,
                    OnBadFrame = onBadFrame,
                }
            )
            .Fit(view);
    }

    private IDataView View(Row[] rows) => _context.Data.LoadFromEnumerable(rows, RowSchema());

    private static SchemaDefinition RowSchema()
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema["Frame"].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Side, Side);
        return schema;
    }

    private sealed class RestoredRow
    {
        public float[] Restored { get; set; } = [];
    }

    private sealed class Row
    {
        public Row() { }

        /// <summary>A chequerboard of a mean of its own, on a slope that all have.</summary>
        public Row(string sequence, int index, bool isOut)
        {
            (Sequence, FrameIndex, PredictedLabel) = (sequence, index, isOut);
            var mean = (sequence == "a" ? 0.01f : -0.02f) * (index + 1);
            Frame =
            [
                .. Enumerable
                    .Range(0, Side * Side)
                    .Select(i =>
                        mean + 0.02f * (i % Side - (Side - 1) / 2f) + (i % 2 == 0 ? 0.1f : -0.1f) + 0.001f * index * (i / Side % 2)
                    ),
            ];
        }

        /// <summary>By a quarter: the slope goes down, not to the right.</summary>
        public void Turn() => Frame = [.. Enumerable.Range(0, Side * Side).Select(i => Frame[i % Side * Side + i / Side])];

        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];

        public string Sequence { get; set; } = "";

        public int FrameIndex { get; set; }

        public bool PredictedLabel { get; set; }

        public bool NothingToJudge { get; set; }

        [NoColumn]
        public float Mean => Frame.Average();
    }
}
