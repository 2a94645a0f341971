using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Tests.Baselines;

public class NeighbourFilterTests
{
    private const int Height = 96,
        Width = 128;

    private static readonly LostFocus s_place = new(Height, Width, place: 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void AFrameComesNearerToItsTruthByAnotherTimeThanByAnyGaussian(int time)
    {
        float[] truth = s_place.Truth(time),
            frame = s_place.OutOfFocus(time);
        var filter = NeighbourFilter.Fit(frame, s_place.InFocus(time + 1), Height, Width);
        var gaussian = ImageMetrics.Pcc(truth, TrivialRestorations.BestGaussian(truth, frame, Height, Width));
        Assert.InRange(gaussian, ImageMetrics.Pcc(truth, frame), 0.85);
        Assert.InRange(ImageMetrics.Pcc(truth, [.. filter.Restored]), 0.9, 1);
        Assert.InRange(ImageMetrics.Pcc(truth, [.. filter.HeldOut]), 0.87, 1);
        Assert.InRange(filter.HeldOutError, 0, 0.7);
    }

    [Fact]
    public void NothingOfTheNeighboursImageGetsIntoTheFrame()
    {
        var neighbour = s_place.InFocus(1);
        // A cell that is there at the other time alone.
        for (var y = 40; y < 52; y++)
        for (var x = 60; x < 72; x++)
            neighbour[y * Width + x] += 3;
        var restored = NeighbourFilter.Fit(s_place.OutOfFocus(0), neighbour, Height, Width).Restored;
        var truth = s_place.Truth(0);
        Assert.InRange(Mean(neighbour) - Mean(truth), 2, 4);
        Assert.InRange(Mean(restored) - Mean(truth), -0.5, 0.5);

        static double Mean(IReadOnlyList<float> image) =>
            Enumerable.Range(40, 12).Average(y => Enumerable.Range(60, 12).Average(x => (double)image[y * Width + x]));
    }

    [Fact]
    public void ANeighbourOfAnotherPlaceTellsNoMoreThanNothing()
    {
        var frame = s_place.OutOfFocus(0);
        var filter = NeighbourFilter.Fit(frame, new LostFocus(Height, Width, place: 2).InFocus(1), Height, Width);
        Assert.InRange(filter.HeldOutError, 1, double.PositiveInfinity);
        // It fades what it does not know.
        Assert.InRange(Moments.Deviation<float>([.. filter.Restored]), 0, 0.6 * Moments.Deviation<float>(frame));
    }

    [Fact]
    public void UnitAndMeanDoNotMatter()
    {
        float[] frame = s_place.OutOfFocus(0),
            neighbour = s_place.InFocus(1);
        var filter = NeighbourFilter.Fit(frame, neighbour, Height, Width);
        var counts = NeighbourFilter.Fit(Counts(frame, 0), Counts(neighbour, 70), Height, Width);
        Assert.Equal(filter.HeldOutError, counts.HeldOutError, 1e-4);
        foreach (var (unit, count) in Counts([.. filter.Restored], 0).Zip(counts.Restored))
            Assert.Equal(unit, count, 0.5);
        Assert.Equal(Moments.Mean<float>(Counts(frame, 0)), Moments.Mean<float>([.. counts.Restored]), 0.05);

        static float[] Counts(float[] image, float offset) => [.. image.Select(v => 1000 + offset + 200 * v)];
    }

    [Theory]
    [InlineData(Height, Width)]
    [InlineData(Width, Height)]
    public void HalvesThatAgreeHaveNoSpread(int height, int width)
    {
        var truth = new LostFocus(height, width, place: 3).Truth(0);
        var filter = NeighbourFilter.Fit(truth, [.. truth.Select(v => 1 - v / 2)], height, width);
        Assert.All(filter.Spread, spread => Assert.Equal(0, spread, 1e-4));
        Assert.Equal(0, filter.HeldOutError, 1e-4);
    }

    [Fact]
    public void ImagesThatAreTooSmallOrOfAnotherSizeAreRefused()
    {
        var image = s_place.Truth(0);
        Assert.Throws<ArgumentException>(() => NeighbourFilter.Fit(image, image[1..], Height, Width));
        Assert.Throws<ArgumentOutOfRangeException>(() => NeighbourFilter.Fit(new float[31 * 64], new float[31 * 64], 31, 64));
    }
}
