using CsCheck;
using PostFocus.Imaging.Baselines;

namespace PostFocus.Imaging.Tests.Baselines;

public class TrivialRestorationsTests
{
    private const int Side = 12;

    private static readonly double[] s_sigmas = [0.5, 0.75, 1, 1.5, 2];

    private static readonly Gen<float[]> s_image = Gen.Float[0, 100].Array[Side * Side];

    [Fact]
    public void TheBestGaussianIsTheOneThatMadeTheTruth() =>
        Gen.Select(s_image, Gen.Int[0, s_sigmas.Length - 1].Select(i => s_sigmas[i]))
            .Sample(
                (image, sigma) =>
                {
                    var truth = TrivialRestorations.Smoothed(image, Side, Side, sigma);
                    Assert.Equal(truth, TrivialRestorations.BestSmallGaussian(truth, image, Side, Side));
                    Assert.Equal(0, TrivialRestorations.LeastErrorOfSmallGaussians(truth, image, Side, Side));
                }
            );

    [Fact]
    public void FadingKeepsTheMeanAndSharesTheContrast() =>
        Gen.Select(s_image, Gen.Double[0, 1])
            .Sample(
                (image, share) =>
                {
                    var faded = TrivialRestorations.Faded(image, share);
                    Assert.Equal(image.Average(), faded.Average(), 1e-3);
                    Assert.Equal(share * (image.Max() - image.Min()), faded.Max() - faded.Min(), 1e-3);
                }
            );
}
