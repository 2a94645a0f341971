using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Transforms.Tests.Rows;

/// <summary>What consumers do to views and cursors: none of it changes a value.</summary>
public sealed class CursorTests
{
    private const int Count = 100;

    private readonly MLContext _context = new(seed: 1);
    private readonly IDataView _rows,
        _scored;
    private readonly float[] _scores;

    public CursorTests()
    {
        _rows = _context.Data.LoadFromEnumerable(SmallFrame.Row(Count));
        _scored = _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(_rows).Transform(_rows);
        _scores = [.. SmallFrame.Row(Count).Select(row => 2 * row.Frame!.Average())];
    }

    [Fact]
    public void AViewIsReadTwice()
    {
        Close(_scores, _scored.GetColumn<float>("Score"));
        Close(_scores, _scored.GetColumn<float>("Score"));
    }

    [Fact]
    public void ACursorIsLeftInTheMiddle()
    {
        for (var rows = 0; rows < 40; rows += 13)
            Close(_scores[..rows], _scored.GetColumn<float>("Score").Take(rows));
        Close(_scores, _scored.GetColumn<float>("Score"));
    }

    [Fact]
    public void TwoCursorsRunByTurns() =>
        Close(
            [.. _scores.Zip(_scores.Skip(50)).Select(pair => pair.First - pair.Second)],
            _scored.GetColumn<float>("Score").Zip(_scored.GetColumn<float>("Score").Skip(50)).Select(pair => pair.First - pair.Second)
        );

    [Fact]
    public void ACacheHoldsTheSameValues()
    {
        var cached = _context.Data.Cache(_scored);
        Close(_scores, cached.GetColumn<float>("Score"));
        Close(_scores, cached.GetColumn<float>("Score"));
    }

    [Fact]
    public void RowsAreSkippedAndTaken() =>
        Close(_scores[60..75], _context.Data.TakeRows(_context.Data.SkipRows(_scored, 60), 15).GetColumn<float>("Score"));

    [Fact]
    public void ShuffledRowsKeepTheirValues()
    {
        var shuffled = _context.Data.ShuffleRows(_scored, seed: 5);
        var order = shuffled.Texts("Path");
        Assert.NotEqual(_rows.Texts("Path"), order);
        var expected = _rows.Texts("Path").Zip(_scores).ToDictionary(pair => pair.First, pair => pair.Second);
        Close([.. order.Select(path => expected[path])], shuffled.GetColumn<float>("Score"));
    }

    [Fact]
    public void ARowObjectIsReused() =>
        Close(_scores, _context.Data.CreateEnumerable<Scored>(_scored, reuseRowObject: true).Select(row => row.Score));

    [Fact]
    public void AGetterAskedTwiceOfARowSaysTheSame()
    {
        using var cursor = _scored.GetRowCursor(_scored.Schema);
        var score = cursor.GetGetter<float>(_scored.Schema["Score"]);
        var frame = cursor.GetGetter<VBuffer<float>>(_scored.Schema["Frame"]);
        float value = 0;
        VBuffer<float> counts = default;
        while (cursor.MoveNext())
        {
            score(ref value);
            frame(ref counts);
            score(ref value);
            Assert.Equal(value, 2 * counts.DenseValues().Average(), 1e-4f);
        }
    }

    [Fact]
    public async Task EnginesOnSeveralThreadsSayWhatOneDoes()
    {
        using var model = _context.Transforms.ScoreFocus(SmallFrame.Classifier).Fit(_rows);
        var perThread = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(_ =>
                    Task.Run(() =>
                    {
                        // An engine of one thread each, on one model, which none of them owns.
                        using var engine = _context.Model.CreatePredictionEngine<SmallFrame, Scored>(
                            model,
                            new PredictionEngineOptions { OwnsTransformer = false }
                        );
                        return SmallFrame.Row(Count).Select(row => engine.Predict(row).Score).ToArray();
                    })
                )
        );
        Assert.All(perThread, scores => Close(_scores, scores));
    }

    [Fact]
    public void ImagesOfDifferentSizesAreScored()
    {
        using var folder = new TemporaryFolder();
        int[] sides = [16, 20, 40];
        foreach (var side in sides)
            FrameFile.WritePng(
                folder[$"{side}.png"],
                new(side, side, [.. Enumerable.Range(0, side * side).Select(i => i % 2 == 0 ? 10f : 30)], PixelType.UInt8)
            );
        var files = _context.Data.LoadFromEnumerable(sides.Select(side => new FileRow { Path = folder[$"{side}.png"] }));
        var scored = _context
            .Transforms.LoadImages("Frame", "", "Path")
            .Append(_context.Transforms.ScoreFocus(SmallFrame.Classifier))
            .Fit(files)
            .Transform(files);
        // Half of the pixels are black, half white.
        Close([0, 0, 0], scored.GetColumn<float>("Score"));
    }

    private static void Close(float[] expected, IEnumerable<float> actual)
    {
        float[] values = [.. actual];
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
    }

    private sealed class Scored
    {
        public float Score { get; set; }
    }
}
