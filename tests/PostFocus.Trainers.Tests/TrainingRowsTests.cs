using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers.Tests.Training;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Tests;

public sealed class TrainingRowsTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void NeighboursAreTheNearestFramesInFocusBeforeAndAfter()
    {
        // Out of focus: 2 and 3.
        var rows = _context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, 6)
                .Select(i => new Row
                {
                    Frame = Frame(i),
                    Reference = Frame(100 + i),
                    Sequence = "well",
                    Label = i is 2 or 3,
                })
        );
        var pair = TrainingRows
            .Pairs(
                _context,
                rows,
                "Reference",
                null,
                new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label", NeighbourDistance = 3 },
                wantedMicrons: null,
                withNeighbours: true
            )[2]
            .Item;
        Assert.Equal((1L, 2L), (pair.Before!.Distance, pair.After!.Distance));
        Assert.Equal(Blurred(1), pair.Before.Image.Pixels);
        Assert.Equal(Blurred(4), pair.After.Image.Pixels);

        IEnumerable<float> Blurred(int row) =>
            TrainingRows
                .Pairs(
                    _context,
                    rows,
                    "Reference",
                    null,
                    new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label" },
                    null,
                    false
                )[row]
                .Item.Blurred.Pixels;
    }

    [Fact]
    public void PairsOfOtherPixelsAreBroughtToTheWantedOnes()
    {
        var rows = _context.Data.LoadFromEnumerable([
            new Row
            {
                Frame = Frame(1),
                Reference = Frame(2),
                Sequence = "well",
                PixelMicrons = 0.325f,
            },
        ]);
        var options = new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label" };
        var pair = TrainingRows.Pairs(_context, rows, "Reference", null, options, wantedMicrons: 0.65, withNeighbours: false)[0].Item;
        Assert.Equal((DiscRow.Side / 2, DiscRow.Side / 2), (pair.Blurred.Height, pair.Truth.Width));
        var asTheyAre = TrainingRows.Pairs(_context, rows, "Reference", null, options, wantedMicrons: null, withNeighbours: false)[0].Item;
        Assert.Equal(DiscRow.Side, asTheyAre.Blurred.Height);
    }

    [Fact]
    public void WithoutAColumnOfWellsEachRowIsAWell()
    {
        var pairs = TrainingRows.Pairs(
            _context,
            DiscRow.Rows(_context, 5),
            "Reference",
            null,
            new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label" },
            wantedMicrons: null,
            withNeighbours: false
        );
        Assert.Equal(5, pairs.Select(p => p.Group).Distinct().Count());
    }

    private static float[] Frame(int index) => [.. Scenes.Disc(index, DiscRow.Side, 1).Pixels.Select(p => 200 + 100 * p)];

    private sealed class Row
    {
        [VectorType(DiscRow.Side, DiscRow.Side)]
        public float[] Frame { get; set; } = [];

        [VectorType(DiscRow.Side, DiscRow.Side)]
        public float[] Reference { get; set; } = [];

        public string Sequence { get; set; } = "";

        public float PixelMicrons { get; set; } = float.NaN;

        public bool Label { get; set; }
    }
}
