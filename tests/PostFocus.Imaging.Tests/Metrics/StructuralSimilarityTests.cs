using PostFocus.Imaging.Metrics;
using PostFocus.Imaging.Tests.Helpers;
using static PostFocus.Imaging.Tests.Helpers.GoldenPair;

namespace PostFocus.Imaging.Tests.Metrics;

public class StructuralSimilarityTests
{
    [Fact]
    public void SimilarityIsScikitImages()
    {
        // structural_similarity(t, i, gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=160.)
        Assert.Equal(0.8198912612626392, StructuralSimilarity.Mean(Truth(), Image(), Height, Width, 160), 1e-12);
    }

    [Fact]
    public void EqualImagesAreWhollySimilar() => Assert.Equal(1, StructuralSimilarity.Mean(Truth(), Truth(), Height, Width, 160), 1e-12);

    [Fact]
    public void SimilarityIsSymmetricAndFreeOfTheUnit()
    {
        var similarity = StructuralSimilarity.Mean(Truth(), Image(), Height, Width, 160);
        Assert.Equal(similarity, StructuralSimilarity.Mean(Image(), Truth(), Height, Width, 160), 1e-12);
        Assert.Equal(
            similarity,
            StructuralSimilarity.Mean([.. Truth().Select(v => v * 4)], [.. Image().Select(v => v * 4)], Height, Width, 640),
            1e-12
        );
    }

    [Fact]
    public void BlurMakesLessSimilar()
    {
        var scene = new BlobScene(48, 48);
        double[] similarities =
        [
            .. new[] { 0.5, 1, 2, 4 }.Select(blur =>
                StructuralSimilarity.Mean(scene.Frame().Counts, scene.Frame(blur: blur).Counts, 48, 48, 2)
            ),
        ];
        Assert.Equal(similarities.OrderDescending(), similarities);
    }

    [Fact]
    public void ImagesWithoutRoomForAWindowAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => StructuralSimilarity.Mean(new float[10 * 30], new float[10 * 30], 10, 30, 1));
        Assert.Throws<ArgumentException>(() => StructuralSimilarity.Mean(new float[121], new float[122], 11, 11, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => StructuralSimilarity.Mean(new float[121], new float[121], 11, 11, 0));
    }
}
