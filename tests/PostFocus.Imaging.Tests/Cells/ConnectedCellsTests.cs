using CsCheck;
using PostFocus.Imaging.Cells;

namespace PostFocus.Imaging.Tests.Cells;

public sealed class ConnectedCellsTests
{
    [Fact]
    public void AreasThatTouchByTheirSidesAreOneCell()
    {
        Frame values = new(
            3,
            4,
            [
                .. new float[] { 0.9f, 0.6f, 0.1f, 0.7f },
                .. new float[] { 0.2f, 0.5f, 0.4f, float.NaN },
                .. new float[] { 0.8f, 0.1f, 0.9f, 0.9f },
            ],
            PixelType.Float32
        );
        Assert.Equal([1, 1, 0, 2, 0, 1, 0, 0, 3, 0, 4, 4], ConnectedCells.Label(values).Counts);
        Assert.Equal([1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 2, 2], ConnectedCells.Label(values, leastArea: 2).Counts);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2], ConnectedCells.Label(values, least: 0.85).Counts);
        Assert.Throws<ArgumentOutOfRangeException>(() => ConnectedCells.Label(values, leastArea: 0));
    }

    [Fact]
    public void EveryPixelOfAtLeastTheValueIsOfACellAndNoOther() =>
        Gen.Float[0, 1]
            .Array[30]
            .Sample(values =>
            {
                var labels = ConnectedCells.Label(new(5, 6, values, PixelType.Float32), least: 0.5).Counts;
                Assert.Equal(values.Select(v => v >= 0.5), labels.Select(l => l > 0));
                // Numbered without gaps, and pixels beside each other alike.
                Assert.Equal(Enumerable.Range(1, (int)labels.Max()).Select(l => (float)l), labels.Where(l => l > 0).Distinct().Order());
                Assert.All(
                    Enumerable.Range(0, 29).Where(at => at % 6 < 5 && labels[at] > 0 && labels[at + 1] > 0),
                    at => Assert.Equal(labels[at], labels[at + 1])
                );
            });
}
