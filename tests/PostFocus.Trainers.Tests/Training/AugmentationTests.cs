using PostFocus.Trainers.Training;

namespace PostFocus.Trainers.Tests.Training;

public class AugmentationTests
{
    private static readonly UnitImage Square = new([1, 2, 3, 4], 2, 2);

    [Theory]
    [InlineData(0, new float[] { 1, 2, 3, 4 })]
    [InlineData(1, new float[] { 2, 1, 4, 3 })] // left and right exchanged
    [InlineData(2, new float[] { 3, 4, 1, 2 })] // top and bottom exchanged
    [InlineData(3, new float[] { 4, 3, 2, 1 })] // half a turn
    [InlineData(4, new float[] { 1, 3, 2, 4 })] // transposed
    public void SymmetriesAreThoseOfTheSquare(int symmetry, float[] expected)
    {
        var view = new float[4];
        Square.Crop(0, 0, 2, symmetry, view);
        Assert.Equal(expected, view);
    }

    [Fact]
    public void TheEightSymmetriesDiffer()
        => Assert.Equal(8, Enumerable.Range(0, 8).Select(symmetry =>
        {
            var view = new float[4];
            Square.Crop(0, 0, 2, symmetry, view);
            return string.Join(' ', view);
        }).Distinct().Count());

    [Fact]
    public void WithoutAugmentationTheViewIsACrop()
    {
        var image = new UnitImage([.. Enumerable.Range(0, 30).Select(i => (float)i)], 5, 6);
        var view = new float[9];
        AugmentationOptions.None.Draw(image, 3, new KeyedRandom(1, RandomUse.Batch, 0), view);
        Assert.Equal([0, 1, 2, 6, 7, 8, 12, 13, 14], view.Select(v => v - view[0]));
    }

    [Fact]
    public void RotationByAnyAngleKeepsTheMiddleAndTheRange()
    {
        var image = Scenes.Disc(0, 33, 1);
        var options = AugmentationOptions.None with { MaxAngle = 180 };
        var view = new float[33 * 33];
        for (var i = 0; i < 20; i++)
        {
            options.Draw(image, 33, new KeyedRandom(1, RandomUse.Batch, i), view);
            Assert.Equal(image.Pixels[16 * 33 + 16], view[16 * 33 + 16], 1e-6f);
            Assert.InRange(view.Min(), image.Pixels.Min() - 1e-6f, 1);
            Assert.InRange(view.Max(), 0, image.Pixels.Max() + 1e-6f);
        }
    }

    [Fact]
    public void RandomNumbersAreAFunctionOfSeedUseAndIndex()
    {
        static ulong First(ulong seed, RandomUse use, long index) => new KeyedRandom(seed, use, index).NextUInt64();
        Assert.Equal(First(1, RandomUse.Batch, 2), First(1, RandomUse.Batch, 2));
        var all = from seed in new ulong[] { 0, 1, 2 } from use in Enum.GetValues<RandomUse>() from index in new long[] { 0, 1, 2 } select First(seed, use, index);
        Assert.Equal(36, all.Distinct().Count());
    }

    [Fact]
    public void NormalNumbersHaveZeroMeanAndUnitVariance()
    {
        var random = new KeyedRandom(5, RandomUse.Batch, 0);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => random.Normal()).ToArray();
        Assert.Equal(0, numbers.Average(), 0.015);
        Assert.Equal(1, numbers.Average(x => x * x), 0.03);
    }
}
