using PostFocus.Trainers.Tests.Training.Restorer;
using PostFocus.Trainers.Training;

namespace PostFocus.Trainers.Tests.Training;

public class AcquisitionTests
{
    private const int Side = 48;
    private const int Draws = 300;

    [Fact]
    public void NoiseIsDrawnEvenlyInItsLogarithm()
    {
        var options = new AcquisitionOptions { LeastNoise = 0.001, MostNoise = 0.1 };
        double[] levels = [.. Drawn(options).Select(a => a.Noise).Order()];
        Assert.InRange(levels[0], 0.002, 0.0023); // unit intensities have a range of 2
        Assert.InRange(levels[^1], 0.18, 0.2);
        Assert.Equal(Math.Log(0.02), levels.Average(Math.Log), 0.2);
    }

    [Fact]
    public void FromNothingNoiseIsDrawnEvenly()
    {
        double[] levels = [.. Drawn(new() { MostNoise = 0.1 }).Select(a => a.Noise)];
        Assert.Equal(0.1, levels.Average(), 0.012);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    [InlineData(2)]
    public void NoiseHasItsDeviationWhateverItsGrain(double grain)
    {
        double[] noise =
        [
            .. Enumerable.Range(0, 40).SelectMany(i => Changed(new(0, 0.1, grain, 0), new float[Side * Side], i)).Select(v => (double)v),
        ];
        Assert.Equal(0.1, Math.Sqrt(noise.Average(v => v * v)), 0.005);
        Assert.Equal(0, noise.Average(), 0.01);
    }

    [Fact]
    public void GrainsSpreadOverNeighbours()
    {
        Assert.Equal(0, Neighbours(0), 0.05);
        // White noise behind a Gaussian of s pixels correlates by exp(-1 / (4 s²)) with its neighbour.
        Assert.Equal(Math.Exp(-0.25), Neighbours(1), 0.05);

        static double Neighbours(double grain)
        {
            var noise = Changed(new(0, 1, grain, 0), new float[Side * Side], 1);
            var pairs = Enumerable.Range(0, noise.Length - 1).Where(i => (i + 1) % Side > 0);
            return pairs.Average(i => noise[i] * noise[i + 1]) / noise.Average(v => v * v);
        }
    }

    [Fact]
    public void SmoothingIsAGaussiansAndKeepsLight()
    {
        var point = new float[Side * Side];
        point[Side / 2 * Side + Side / 2] = 1;
        var spread = Changed(new(1.5, 0, 0, 0), point, 0);
        Assert.Equal(1, spread.Sum(), 1e-4);
        var variance = Enumerable.Range(0, spread.Length).Sum(i => spread[i] * Math.Pow(i % Side - Side / 2, 2));
        Assert.Equal(1.5 * 1.5, variance, 0.02);
    }

    [Fact]
    public void HalfOfTheFramesAreLeftSharpAndTheirNoiseWhite()
    {
        var drawn = Drawn(
            new()
            {
                MostNoise = 0.1,
                NoiseGrain = 1,
                Smoothing = 2,
            }
        );
        Assert.Equal(0.5, drawn.Average(a => a.Smoothing == 0 ? 1.0 : 0), 0.08);
        Assert.Equal(0.5, drawn.Average(a => a.Grain == 0 ? 1.0 : 0), 0.08);
        Assert.InRange(drawn.Max(a => a.Smoothing), 1.9, 2);
        Assert.InRange(drawn.Max(a => a.Grain), 0.95, 1);
    }

    [Fact]
    public void CoarseFramesHaveSixtyFourToTwoHundredAndFiftySixLevels()
    {
        var drawn = Drawn(new() { CoarseShare = 0.3 });
        Assert.Equal(0.3, drawn.Average(a => a.Levels > 0 ? 1.0 : 0), 0.08);
        int[] levels = [.. drawn.Select(a => a.Levels).Where(l => l > 0)];
        Assert.InRange(levels.Min(), 64, 70);
        Assert.InRange(levels.Max(), 250, 256);

        float[] ramp = [.. Enumerable.Range(0, Side * Side).Select(i => 2f * i / (Side * Side) - 1)];
        var coarse = Changed(new(0, 0, 0, 64), ramp, 0);
        Assert.Equal(65, coarse.Distinct().Count());
        Assert.All(coarse.Zip(ramp), pair => Assert.Equal(pair.Second, pair.First, 1.0 / 64 + 1e-6));
    }

    [Fact]
    public void WithoutOptionsAFrameStaysAsItIs()
    {
        float[] frame = [0.25f, -0.5f, 0.125f, 1];
        var changed = frame.ToArray();
        Acquisition.Apply(AcquisitionOptions.None, changed, 2, new(1, RandomUse.Batch, 0));
        Assert.Equal(frame, changed);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void ATrainingSeesTheNoiseAndIsMeasuredInIt()
    {
        var pairs = Scenes.Pairs(4, 16);
        var (quiet, noisy, again) = (Trained(AcquisitionOptions.None), Trained(s_noisy), Trained(s_noisy));
        Assert.True(noisy.BlurredPsnr < quiet.BlurredPsnr - 1);
        Assert.NotEqual(quiet.Onnx, noisy.Onnx);
        Assert.Equal(noisy.Onnx, again.Onnx);

        PostFocus.Trainers.Training.Restorer.RestorerTrainingResult Trained(AcquisitionOptions acquisition) =>
            RegressionTrainingTests.Run(RegressionTrainingTests.Options("unet") with { Acquisition = acquisition }, pairs, pairs);
    }

    [Fact]
    public void OptionsOutOfTheirRangesAreRefusedByName()
    {
        Assert.Equal("MostNoise", Assert.Throws<ArgumentOutOfRangeException>(() => new AcquisitionOptions { MostNoise = 0.6 }).ParamName);
        Assert.Equal("Smoothing", Assert.Throws<ArgumentOutOfRangeException>(() => new AcquisitionOptions { Smoothing = -1 }).ParamName);
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            RegressionTrainingTests.Run(
                RegressionTrainingTests.Options("unet") with
                {
                    Acquisition = new() { LeastNoise = 0.1, MostNoise = 0.05 },
                },
                Scenes.Pairs(1, 16),
                []
            )
        );
        Assert.Equal("LeastNoise", error.ParamName);
    }

    private static readonly AcquisitionOptions s_noisy = new()
    {
        LeastNoise = 0.1,
        MostNoise = 0.2,
        NoiseGrain = 1,
        Smoothing = 1,
        CoarseShare = 0.5,
    };

    private static Acquisition[] Drawn(AcquisitionOptions options) =>
        [.. Enumerable.Range(0, Draws).Select(i => Acquisition.Draw(options, new(1, RandomUse.Batch, i)))];

    private static float[] Changed(Acquisition acquisition, float[] frame, int index)
    {
        var changed = frame.ToArray();
        acquisition.Apply(changed, Side, new(1, RandomUse.Batch, index));
        return changed;
    }
}
