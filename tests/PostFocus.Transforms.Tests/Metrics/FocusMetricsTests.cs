using Microsoft.ML;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Transforms.Tests.Metrics;

public sealed class FocusMetricsTests(TrainedPipeline pipeline) : IClassFixture<TrainedPipeline>
{
    [Fact]
    public void WithoutAReferenceOnlyTenengradIsMeasured()
    {
        var measured = Measure("Frame", null);
        Assert.NotNull(measured.Schema.GetColumnOrNull("Tenengrad"));
        Assert.Null(measured.Schema.GetColumnOrNull("Psnr"));
    }

    [Fact]
    public void MeasuresAreThoseOfTheImagingLibraryInUnitsOfTheIntensityRange()
    {
        var measured = Measure("Frame", "Reference");
        float[][] frames = measured.Scalars<float[]>("Frame"),
            references = measured.Scalars<float[]>("Reference");
        var maps = measured.Scalars<float[]>("Intensity");
        float[] tenengrad = measured.Scalars<float>("Tenengrad"),
            psnr = measured.Scalars<float>("Psnr"),
            pcc = measured.Scalars<float>("Pcc");
        for (var i = 0; i < frames.Length; i++)
        {
            double range = maps[i][1] - maps[i][0];
            Assert.Equal(SharpnessMeasures.Tenengrad(frames[i], 96, 96) / (range * range), tenengrad[i], 1e-6);
            Assert.Equal(ImageMetrics.Psnr(references[i], frames[i], range), psnr[i], 1e-4);
            Assert.Equal(ImageMetrics.Pcc(references[i], frames[i]), pcc[i], 1e-6);
        }
    }

    [Fact]
    public void FramesInFocusAreNearerToTheirReference()
    {
        var psnr = Measure("Frame", "Reference").Scalars<float>("Psnr");
        Assert.True(psnr[0] > psnr[1] && psnr[0] > psnr[2] && psnr[3] > psnr[4] && psnr[3] > psnr[5]);
    }

    private IDataView Measure(string frame, string? reference)
    {
        var frames = pipeline.Frames();
        return pipeline.Context.Transforms.FocusMetrics("", frame, reference).Fit(frames).Transform(frames);
    }
}
