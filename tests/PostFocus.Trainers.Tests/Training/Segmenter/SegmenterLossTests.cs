using PostFocus.Trainers.Training.Segmenter;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Training.Segmenter;

public class SegmenterLossTests
{
    private const int Rays = 8;

    /// <summary>A square of a depth, all of whose distances are the same.</summary>
    private static Tensor Square(float first, float distance) =>
        cat([full(1, 1, 1, 1, first, dtype: ScalarType.Float32), full(1, Rays, 1, 1, distance, dtype: ScalarType.Float32)], 1);

    private static float Loss(float logit, float distance, float depth, float truth)
    {
        using var scope = NewDisposeScope();
        return SegmenterLoss.Of(Square(logit, distance), Square(depth, truth), distanceWeight: 1).item<float>();
    }

    [Fact]
    public void ErrorsCountRelativeToTheSizeOfTheCell()
    {
        var sure = Loss(30, 8, 1, 8);
        Assert.Equal(0, sure, 1e-5);
        Assert.Equal(0.25, Loss(30, 8, 1, 10), 1e-4);
        Assert.Equal(0.25, Loss(30, 40, 1, 30), 1e-4);
        // Below one pixel, as at first, they count as they are.
        Assert.Equal(8, Loss(30, 0, 1, 8), 1e-4);
    }

    [Fact]
    public void TheDepthIsLearntByItsCrossEntropy()
    {
        Assert.Equal(Math.Log(2), Loss(0, 8, 1, 8), 1e-5);
        // 0.7 of one kind, 0.3 of the other, told as such.
        Assert.Equal(-0.7 * Math.Log(0.7) - 0.3 * Math.Log(0.3), Loss((float)Math.Log(0.7 / 0.3), 8, 0.7f, 8), 1e-5);
    }

    [Fact]
    public void OfCellsThatLookAlikeTheMiddleOneIsEstimatedAndNotTheSmaller()
    {
        using var scope = NewDisposeScope();
        var truth = cat([Square(1, 6), Square(1, 10), Square(1, 16)], 3);
        Tensor Gradient(float distance)
        {
            var estimates = cat([Square(30, distance), Square(30, distance), Square(30, distance)], 3).requires_grad_();
            SegmenterLoss.Of(estimates, truth, distanceWeight: 1).backward();
            return estimates.grad!.sum();
        }
        Assert.True(Gradient(9.9f).item<float>() < 0);
        Assert.True(Gradient(10.1f).item<float>() > 0);
    }

    [Fact]
    public void DistancesOfTheBackgroundCountLittle()
    {
        Assert.Equal(0, Loss(-30, 0, 0, 0), 1e-5);
        Assert.Equal(1e-3, Loss(-30, 10, 0, 0), 1e-5);
    }

    [Fact]
    public void OfTwoCellsOfOneFrameEachPixelCountsByTheInverseOfItsSize()
    {
        using var scope = NewDisposeScope();
        // An error of a half in a small cell counts four times as much as in one of four times the size.
        Tensor found = cat([Square(30, 5), Square(30, 20)], 3),
            small = cat([Square(1, 7.5f), Square(1, 20)], 3),
            large = cat([Square(1, 5), Square(1, 30)], 3);
        float ofSmall = SegmenterLoss.Of(found, small, 1).item<float>(),
            ofLarge = SegmenterLoss.Of(found, large, 1).item<float>();
        Assert.Equal(4, ofSmall / ofLarge, 1e-3);
    }
}
