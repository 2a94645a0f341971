using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;

namespace PostFocus.Trainers.Tests.Training.Classifier;

public class AugmentationTests
{
    private static readonly UnitImage s_square = new([1, 2, 3, 4], 2, 2);

    [Theory]
    [InlineData(0, new float[] { 1, 2, 3, 4 })]
    [InlineData(1, new float[] { 2, 1, 4, 3 })] // left and right exchanged
    [InlineData(2, new float[] { 3, 4, 1, 2 })] // top and bottom exchanged
    [InlineData(3, new float[] { 4, 3, 2, 1 })] // half a turn
    [InlineData(4, new float[] { 1, 3, 2, 4 })] // transposed
    public void SymmetriesAreThoseOfTheSquare(int symmetry, float[] expected)
    {
        var view = new float[4];
        s_square.Crop(0, 0, 2, symmetry, view);
        Assert.Equal(expected, view);
    }

    [Fact]
    public void TheEightSymmetriesDiffer() =>
        Assert.Equal(
            8,
            Enumerable
                .Range(0, 8)
                .Select(symmetry =>
                {
                    var view = new float[4];
                    s_square.Crop(0, 0, 2, symmetry, view);
                    return string.Join(' ', view);
                })
                .Distinct()
                .Count()
        );

    [Fact]
    public void WithoutAugmentationTheViewIsACrop()
    {
        var image = new UnitImage([.. Enumerable.Range(0, 30).Select(i => (float)i)], 5, 6);
        var view = new float[9];
        AugmentationOptions.None.Draw(image, 3, new KeyedRandom(1, RandomUse.Batch, 0), view);
        Assert.Equal([0, 1, 2, 6, 7, 8, 12, 13, 14], view.Select(v => v - view[0]));
    }

    [Fact]
    public void AnImageOfOneValueStaysSo()
    {
        var image = new UnitImage([.. Enumerable.Repeat(0.25f, 20 * 24)], 20, 24);
        var options = AugmentationOptions.None with { Symmetries = true, MaxAngle = 180, MaxScale = 0.5 };
        var view = new float[17 * 17];
        for (var i = 0; i < 20; i++)
        {
            options.Draw(image, 17, new KeyedRandom(1, RandomUse.Batch, i), view);
            Assert.All(view, v => Assert.Equal(0.25f, v, 1e-6f));
        }
    }

    /// <summary>Orientations by <see cref="SymmetriesAreThoseOfTheSquare"/>: a quarter turn is a transposition and a flip.</summary>
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(180, 0, 3)]
    [InlineData(-180, 0, 3)]
    [InlineData(180, 1, 2)]
    [InlineData(180, 4, 7)]
    [InlineData(90, 0, 6)]
    [InlineData(-90, 0, 5)]
    [InlineData(90, 5, 0)]
    public void QuarterTurnsAreSymmetries(double angle, int symmetry, int expected)
    {
        foreach (var side in new[] { 8, 9 })
        {
            var image = Noise(side + 3, side + 5);
            float[] view = new float[side * side],
                turned = new float[side * side];
            image.Crop(2, 1, side, expected, view);
            new AffineCrop(2, 1, side) { Symmetry = symmetry, Angle = angle }.Draw(image, turned);
            Assert.All(view.Zip(turned), pixel => Assert.Equal(pixel.First, pixel.Second, 1e-5f));
        }
    }

    [Fact]
    public void ViewsThatAreOnlyFlippedAreExact() =>
        Enumerable
            .Range(0, 8)
            .ToList()
            .ForEach(symmetry =>
            {
                var image = Noise(12, 10);
                float[] view = new float[49],
                    flipped = new float[49];
                image.Crop(4, 2, 7, symmetry, view);
                new AffineCrop(4, 2, 7) { Symmetry = symmetry }.Draw(image, flipped);
                Assert.Equal(view, flipped);
            });

    [Fact]
    public void TurningALinearRampTurnsItsGradient()
    {
        var image = new UnitImage([.. Enumerable.Range(0, 40 * 40).Select(i => i % 40 / 64f)], 40, 40);
        var view = new float[9 * 9];
        new AffineCrop(15, 15, 9) { Angle = 30, Scale = 2 }.Draw(image, view);
        Assert.Equal((15 + 4) / 64f, view[4 * 9 + 4], 1e-6f);
        Assert.Equal(Math.Cos(Math.PI / 6) / 2 / 64, view[4 * 9 + 5] - view[4 * 9 + 4], 1e-5);
        Assert.Equal(Math.Sin(Math.PI / 6) / 2 / 64, view[5 * 9 + 4] - view[4 * 9 + 4], 1e-5);
    }

    [Fact]
    public void AnglesAndFlipsAreDrawnTogether()
    {
        var image = Scenes.Disc(3, 21, 4); // smooth, and not in the middle: a degree changes little, an orientation much
        var ramp = new UnitImage([.. image.Pixels.Select((p, i) => p + i % 21 / 10f + i / 21 / 30f)], 21, 21);
        var orientations = Enumerable
            .Range(0, 8)
            .Select(symmetry =>
            {
                var view = new float[21 * 21];
                ramp.Crop(0, 0, 21, symmetry, view);
                return view;
            })
            .ToArray();
        var options = AugmentationOptions.None with { Symmetries = true, MaxAngle = 1 };
        var nearest = new HashSet<int>();
        for (var i = 0; i < 60; i++)
        {
            var view = new float[21 * 21];
            options.Draw(ramp, 21, new KeyedRandom(1, RandomUse.Batch, i), view);
            var distances = orientations.Select(o => o.Zip(view, (a, b) => Math.Abs(a - b)).Average()).ToArray();
            Assert.InRange(distances.Min(), double.Epsilon, 0.1);
            nearest.Add(Array.IndexOf(distances, distances.Min()));
        }
        Assert.Equal(8, nearest.Count);
    }

    [Fact]
    public void RotationByAnyAngleKeepsTheMiddleAndTheRange()
    {
        var image = Scenes.Disc(0, 33, 1);
        var options = AugmentationOptions.None with { Symmetries = true, MaxAngle = 180, MaxScale = 0.3 };
        var view = new float[33 * 33];
        for (var i = 0; i < 20; i++)
        {
            options.Draw(image, 33, new KeyedRandom(1, RandomUse.Batch, i), view);
            Assert.Equal(image[16, 16], view[16 * 33 + 16], 1e-6f);
            Assert.InRange(view.Min(), image.Pixels.Min() - 1e-6f, 1);
            Assert.InRange(view.Max(), 0, image.Pixels.Max() + 1e-6f);
        }
    }

    [Fact]
    public void ContrastIsMultipliedByAsMuchAsIsAllowed()
    {
        var gains = Drawn(AugmentationOptions.None with { Contrast = 0.3 }, (view, image) => view.Zip(image, (v, p) => v / p));
        Assert.All(gains, g => Assert.Equal(g[0], g[^1], 1e-5));
        AssertSpread(gains.Select(g => g[0]), 0.7, 1.3);
    }

    [Fact]
    public void BrightnessIsAddedAsMuchAsIsAllowed()
    {
        var offsets = Drawn(AugmentationOptions.None with { Brightness = 0.4 }, (view, image) => view.Zip(image, (v, p) => v - p));
        Assert.All(offsets, o => Assert.Equal(o[0], o[^1], 1e-5));
        AssertSpread(offsets.Select(o => o[0]), -0.4, 0.4);
    }

    [Fact]
    public void NoiseIsAddedToEachPixelUpToAStandardDeviation()
    {
        var noise = Drawn(AugmentationOptions.None with { Noise = 0.5 }, (view, image) => view.Zip(image, (v, p) => v - p));
        AssertSpread(noise.Select(n => Math.Sqrt(n.Average(v => v * v))), 0, 0.5);
        Assert.Equal(0, noise.SelectMany(n => n).Average(), 0.01);
    }

    /// <summary>What was done to the middle of 300 views of one image.</summary>
    private static double[][] Drawn(AugmentationOptions options, Func<IEnumerable<double>, IEnumerable<double>, IEnumerable<double>> change)
    {
        var image = new UnitImage([.. Enumerable.Range(0, 400).Select(i => 0.25f + i % 7 / 8f)], 20, 20);
        return
        [
            .. Enumerable
                .Range(0, 300)
                .Select(i =>
                {
                    var view = new float[400];
                    options.Draw(image, 20, new KeyedRandom(1, RandomUse.Batch, i), view);
                    return change(view.Select(v => (double)v), image.Pixels.Select(p => (double)p)).ToArray();
                }),
        ];
    }

    /// <summary>Uniform in a range: all of it is used, both halves alike. What is measured of noise is off by a twentieth.</summary>
    private static void AssertSpread(IEnumerable<double> values, double least, double most)
    {
        double[] sorted = [.. values.Order()];
        var margin = 0.06 * (most - least);
        Assert.InRange(sorted[0], least - 1e-6, least + margin);
        Assert.InRange(sorted[^1], most - margin, most + margin);
        Assert.Equal((least + most) / 2, sorted.Average(), margin);
    }

    [Fact]
    public void EveryOrderIsDrawnAsOftenAsAnother()
    {
        var drawn = Enumerable
            .Range(0, 3000)
            .CountBy(i => string.Join(' ', new KeyedRandom(1, RandomUse.Order, i).Permutation(3)))
            .ToDictionary();
        Assert.Equal(["0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0"], drawn.Keys.Order(StringComparer.Ordinal));
        Assert.All(drawn.Values, count => Assert.InRange(count, 400, 600)); // five standard deviations
    }

    [Fact]
    public void RandomNumbersAreAFunctionOfSeedUseAndIndex()
    {
        static ulong First(ulong seed, RandomUse use, long index) => new KeyedRandom(seed, use, index).NextUInt64();
        Assert.Equal(First(1, RandomUse.Batch, 2), First(1, RandomUse.Batch, 2));
        var all =
            from seed in new ulong[] { 0, 1, 2 }
            from use in Enum.GetValues<RandomUse>()
            from index in new long[] { 0, 1, 2 }
            select First(seed, use, index);
        Assert.Distinct(all);
    }

    [Fact]
    public void ImagesKeepElevenBitsOfTheirPixels()
    {
        float[] pixels = [-1, 1, 0.3333333f, -0.7f, 1e9f];
        var image = new UnitImage(pixels, 1, 5);
        Assert.All(pixels.Zip(image.Pixels).Take(4), pixel => Assert.Equal(pixel.First, pixel.Second, 1 / 4096f));
        Assert.Equal(65_504, image[0, 4]);
    }

    [Fact]
    public void NormalNumbersHaveZeroMeanAndUnitVariance()
    {
        var random = new KeyedRandom(5, RandomUse.Batch, 0);
        var numbers = Enumerable.Range(0, 100_000).Select(_ => random.Normal()).ToArray();
        Assert.Equal(0, numbers.Average(), 0.015);
        Assert.Equal(1, numbers.Average(x => x * x), 0.03);
    }

    private static UnitImage Noise(int height, int width)
    {
        var random = new KeyedRandom(2, RandomUse.Batch, 0);
        return new([.. Enumerable.Range(0, height * width).Select(_ => (float)random.Uniform(-1, 1))], height, width);
    }

    [Fact]
    public void FramesAreEnlargedAndReducedByAsMuchAsIsAllowed()
    {
        var ramp = new UnitImage([.. Enumerable.Range(0, 40 * 40).Select(i => i % 40 / 64f)], 40, 40);
        var options = AugmentationOptions.None with { MaxScale = 0.3 };
        AssertSpread(
            Enumerable
                .Range(0, 300)
                .Select(i =>
                {
                    var view = new float[9 * 9];
                    options.Draw(ramp, 9, new KeyedRandom(1, RandomUse.Batch, i), view);
                    return 1 / 64.0 / (view[4 * 9 + 5] - view[4 * 9 + 4]);
                }),
            0.7,
            1.3
        );
    }
}
