using CsCheck;
using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tests.Cells;

public class CellMatchingTests
{
    private const int Side = 6;

    private static readonly Gen<Frame> s_labels = Gen.Int[0, 4].Array[Side * Side].Select(Labels);

    private static Frame Labels(int[] labels) => new(Side, labels.Length / Side, [.. labels.Select(l => (float)l)], PixelType.UInt16);

    [Fact]
    public void EveryCellMatchesItself() =>
        s_labels.Sample(labels =>
        {
            var matching = CellMatching.Of(labels, labels);
            Assert.All(matching.Pairs, pair => Assert.Equal((pair.Found, 1.0), (pair.Truth, pair.Iou)));
            Assert.Equal(matching.TruthCount, matching.TruePositives(1));
            Assert.Equal(1, matching.AveragePrecision(0.5));
        });

    [Fact]
    public void NumbersOfCellsDoNotMatter() =>
        Gen.Select(s_labels, s_labels, Gen.Shuffle(new[] { 1, 2, 3, 4 }))
            .Sample(
                (truth, found, numbers) =>
                {
                    var renumbered = Labels([.. found.Counts.Select(c => c == 0 ? 0 : numbers[(int)c - 1])]);
                    CellMatching one = CellMatching.Of(truth, found),
                        other = CellMatching.Of(truth, renumbered);
                    // Above one half no two pairs compete.
                    Assert.Equal(Above(one), Above(other));
                    Assert.Equal(one.AveragePrecision(0.6), other.AveragePrecision(0.6));
                }
            );

    [Fact]
    public void SwappedImagesSwapPairs() =>
        Gen.Select(s_labels, s_labels)
            .Sample(
                (truth, found) =>
                {
                    CellMatching one = CellMatching.Of(truth, found),
                        other = CellMatching.Of(found, truth);
                    Assert.Equal(Above(one), Above(other));
                    Assert.Equal((one.TruthCount, one.FoundCount), (other.FoundCount, other.TruthCount));
                }
            );

    [Fact]
    public void PrecisionLiesBetweenZeroAndOneAndFallsWithTheThreshold() =>
        Gen.Select(s_labels, s_labels)
            .Sample(
                (truth, found) =>
                {
                    var matching = CellMatching.Of(truth, found);
                    double[] precisions = [.. new[] { 0.1, 0.3, 0.5, 0.75, 1 }.Select(matching.AveragePrecision)];
                    Assert.All(precisions, p => Assert.InRange(p, 0, 1));
                    Assert.Equal(precisions.OrderDescending(), precisions);
                    Assert.Equal(matching.Pairs.Count, matching.Pairs.DistinctBy(p => p.Truth).Count());
                    Assert.Equal(matching.Pairs.Count, matching.Pairs.DistinctBy(p => p.Found).Count());
                }
            );

    [Fact]
    public void OverlapIsSharedPixelsOverThoseOfEither()
    {
        // Cell 1 has six pixels, and four of them are in cell 7, which has two more; cell 2 is not found, and cell 9 is none.
        var matching = CellMatching.Of(Labels([1, 1, 1, 1, 1, 1, 0, 0, 2, 2, 0, 0]), Labels([0, 0, 7, 7, 7, 7, 7, 7, 0, 0, 9, 9]));
        Assert.Equal([new CellPair(1, 7, 4.0 / 8)], matching.Pairs);
        Assert.Equal(1.0 / 3, matching.AveragePrecision(0.5));
        Assert.Equal(0, matching.AveragePrecision(0.51));
    }

    [Fact]
    public void NothingWhereNothingIsIsRight()
    {
        var empty = Labels(new int[12]);
        Assert.Equal(1, CellMatching.Of(empty, empty).AveragePrecision(0.5));
    }

    [Fact]
    public void ImagesOfDifferentSizesAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => CellMatching.Of(Labels(new int[12]), Labels(new int[18])));
        Assert.Contains("6 × 2 and 6 × 3", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1f)]
    [InlineData(0.5f)]
    [InlineData(float.NaN)]
    public void WhatIsNoLabelIsRefused(float count) =>
        Assert.Throws<ArgumentException>(() => CellRegion.Of(new Frame(1, 2, [0, count], PixelType.Float32)));

    private static (int, double) Above(CellMatching matching) =>
        (matching.TruePositives(0.51), Math.Round(matching.Pairs.Where(p => p.Iou > 0.5).Sum(p => p.Iou), 9));
}
