using PostFocus.Imaging.DataConsistency;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.DataConsistency;

public class ReblurConsistencyTests
{
    private const int Height = 112,
        Width = 96;
    private const double Noise = 0.02;

    private static readonly BlobScene s_scene = new(Height, Width, seed: 3);

    private static readonly float[] s_sharp = s_scene.Frame().Counts;

    // Sums of Gaussian blurs are isotropic; the last two change sign, as transfer functions of defocus do.
    public static TheoryData<double[], double[]> Kernels =>
        new()
        {
            { [1], [1.5] },
            { [1], [4] },
            { [-1], [3] },
            { [2, -1.6], [4, 2] },
        };

    [Theory]
    [MemberData(nameof(Kernels))]
    public void AFrameUnderAnyIsotropicBlurAndNoiseIsExplainedWithinTheNoise(double[] weights, double[] blurs)
    {
        var residual = Measure(Blurred(weights, blurs), s_sharp);
        Assert.InRange(residual.OverNoise, 0.7, 1.6);
        Assert.InRange(residual.LargestOverMedian, 1, 2);
        Assert.InRange(residual.Share, 0, 0.1);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void ABlobThatWasInventedIsNot(double[] weights, double[] blurs)
    {
        var recorded = Blurred(weights, blurs);
        ReblurResidual honest = Measure(recorded, s_sharp),
            invented = Measure(recorded, WithBlob(s_sharp, 1.5f));
        Assert.InRange(invented.OverNoise, 2 * honest.OverNoise, double.MaxValue);
        Assert.InRange(invented.Share, 2 * honest.Share, 1.1);
        Assert.InRange(invented.LargestOverMedian, 1.5 * honest.LargestOverMedian, double.MaxValue);
    }

    [Fact]
    public void ACellThatWasLeftOutIsNot()
    {
        // It is there in what was recorded, and not in what was restored.
        float[] both = WithBlob(s_sharp, 1.5f),
            recorded = [.. both.Zip(Gaussian(5), (v, n) => v + n)];
        Assert.InRange(Measure(recorded, s_sharp).LargestOverMedian, 3, double.MaxValue);
        Assert.InRange(Measure(recorded, both).LargestOverMedian, 1, 2);
    }

    [Fact]
    public void AFrameExplainsItself() => Assert.InRange(Measure(s_sharp, s_sharp).Share, 0, 1e-4);

    [Fact]
    public void AnotherSceneExplainsLittle() =>
        Assert.InRange(Measure(Blurred([1], [3]), new BlobScene(Height, Width, seed: 8).Frame().Counts).Share, 0.5, 1.1);

    [Fact]
    public void WhereTheRestoredFrameHasNoPowerTheFilterStaysWithinBounds()
    {
        float[] noise = Gaussian(1),
            slope = [.. Enumerable.Range(0, Height * Width).Select(i => (float)Math.Sin(i / Width / 30.0))];
        // What a slope holds of high frequencies lies at the border of the frame; it cannot explain noise.
        Assert.InRange(Measure(noise, slope).Share, 0.9, 1000);
    }

    [Fact]
    public void GainAndOffsetChangeNothing()
    {
        var recorded = Blurred([1], [3]);
        ReblurResidual one = Measure(recorded, s_sharp),
            other = Measure([.. recorded.Select(v => 100 * v + 1000)], [.. s_sharp.Select(v => 100 * v + 1000)]);
        Assert.Equal(one.Share, other.Share, 1e-3 * one.Share);
        Assert.Equal(one.OverNoise, other.OverNoise, 1e-3 * one.OverNoise);
        Assert.Equal(one.LargestOverMedian, other.LargestOverMedian, 1e-3 * one.LargestOverMedian);
    }

    [Fact]
    public void TheSmallestFrameIsMeasuredAndSmallerOnesAreRefused()
    {
        const int side = FrameCheck.SmallestSide;
        var small = new BlobScene(side, side).Frame(noise: Noise).Counts;
        Assert.InRange(ReblurConsistency.Measure(small, small, side, side).Share, 0, 0.01);
        Assert.Throws<ArgumentOutOfRangeException>(() => ReblurConsistency.Measure(small.AsSpan(side), small.AsSpan(side), side - 1, side));
        Assert.Throws<ArgumentException>(() => ReblurConsistency.Measure(small, small.AsSpan(1), side, side));
        Assert.Contains(
            "nothing to explain",
            Assert.Throws<ArgumentException>(() => ReblurConsistency.Measure(new float[side * side], small, side, side)).Message,
            StringComparison.Ordinal
        );
    }

    private static ReblurResidual Measure(float[] recorded, float[] restored) =>
        ReblurConsistency.Measure(recorded, restored, Height, Width);

    private static float[] Blurred(double[] weights, double[] blurs)
    {
        var sum = Gaussian(1);
        foreach (var (weight, blur) in weights.Zip(blurs))
        {
            var part = s_scene.Frame(blur: blur).Counts;
            for (var i = 0; i < sum.Length; i++)
                sum[i] += (float)(weight * part[i]);
        }
        return sum;
    }

    private static float[] WithBlob(float[] image, float height) =>
        [.. image.Select((v, i) => v + height * MathF.Exp(-(MathF.Pow(i / Width - 60, 2) + MathF.Pow(i % Width - 44, 2)) / 18))];

    private static float[] Gaussian(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Height * Width).Select(_ => (float)(Noise * random.Normal()))];
    }
}
