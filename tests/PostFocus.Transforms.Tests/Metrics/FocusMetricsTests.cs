using System.IO.Compression;
using System.Text;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Tests;
using PostFocus.Transforms.Metrics;

namespace PostFocus.Transforms.Tests.Metrics;

public sealed class FocusMetricsTests(TrainedPipeline pipeline) : IClassFixture<TrainedPipeline>
{
    [Fact]
    public void WithoutAReferenceOnlyTenengradIsMeasured()
    {
        IDataView measured = Measure("Frame", null);
        Assert.NotNull(measured.Schema.GetColumnOrNull("Tenengrad"));
        Assert.Null(measured.Schema.GetColumnOrNull("Psnr"));
    }

    [Fact]
    public void MeasuresAreThoseOfTheImagingLibraryInUnitsOfTheIntensityRange()
    {
        IDataView measured = Measure("Frame", "Reference");
        float[][] frames = measured.Scalars<float[]>("Frame"), references = measured.Scalars<float[]>("Reference");
        float[][] maps = measured.Scalars<float[]>("Intensity");
        float[] tenengrad = measured.Scalars<float>("Tenengrad"), psnr = measured.Scalars<float>("Psnr"), pcc = measured.Scalars<float>("Pcc");
        for (int i = 0; i < frames.Length; i++)
        {
            double range = maps[i][1] - maps[i][0];
            Assert.Equal(FocusMeasures.Tenengrad(frames[i], 96, 96) / (range * range), tenengrad[i], 1e-6);
            Assert.Equal(ImageMetrics.Psnr(references[i], frames[i], range), psnr[i], 1e-4);
            Assert.Equal(ImageMetrics.Pcc(references[i], frames[i]), pcc[i], 1e-6);
        }
    }

    [Fact]
    public void FramesInFocusAreNearerToTheirReference()
    {
        float[] psnr = Measure("Frame", "Reference").Scalars<float>("Psnr");
        Assert.True(psnr[0] > psnr[1] && psnr[0] > psnr[2] && psnr[3] > psnr[4] && psnr[3] > psnr[5]);
    }

    [Fact]
    public void SimilarityAndEdgesAreMeasuredWhereAskedFor()
    {
        IDataView measured = Structural();
        float[][] frames = measured.Scalars<float[]>("Frame"), references = measured.Scalars<float[]>("Reference");
        float[][] maps = measured.Scalars<float[]>("Intensity");
        float[] ssim = measured.Scalars<float>("Ssim"), edgePcc = measured.Scalars<float>("EdgePcc");
        for (int i = 0; i < frames.Length; i++)
        {
            (float black, float range) = (maps[i][0], maps[i][1] - maps[i][0]);
            Assert.Equal(StructuralSimilarity.Mean(Unit(references[i]), Unit(frames[i]), 96, 96, 1), ssim[i], 1e-5);
            Assert.Equal(EdgeCorrelation.Pcc(references[i], frames[i], 96, 96), edgePcc[i], 1e-4);

            float[] Unit(float[] counts) => [.. counts.Select(c => (c - black) / range)];
        }
        Assert.Null(Measure("Frame", "Reference").Schema.GetColumnOrNull("Ssim"));
    }

    [Fact]
    public void AZipOfTheVersionBeforeSimilarityLoadsWithoutIt()
    {
        using var folder = new TemporaryFolder();
        IDataView frames = pipeline.Frames();
        pipeline.Context.Model.Save(Estimator().Fit(frames), frames.Schema, folder["new.zip"]);
        Assert.NotNull(Loaded("new.zip").GetOutputSchema(frames.Schema).GetColumnOrNull("Ssim"));

        // The older version had no last field, and is otherwise the same.
        File.Copy(folder["new.zip"], folder["old.zip"]);
        using (ZipArchive zip = ZipFile.Open(folder["old.zip"], ZipArchiveMode.Update))
        using (Stream stream = zip.Entries.Single(e => Holds(e, "PFMETRIC")).Open())
        {
            byte[] bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            for (int at; (at = bytes.AsSpan().IndexOf([2, 0, 1, 0])) >= 0;)
                bytes[at] = 1;
            stream.Position = 0;
            stream.Write(bytes);
        }
        DataViewSchema old = Loaded("old.zip").GetOutputSchema(frames.Schema);
        Assert.NotNull(old.GetColumnOrNull("Psnr"));
        Assert.Null(old.GetColumnOrNull("Ssim"));

        ITransformer Loaded(string name) => pipeline.Context.Model.Load(folder[name], out _);

        static bool Holds(ZipArchiveEntry entry, string signature)
        {
            using var reader = new StreamReader(entry.Open(), Encoding.Latin1);
            return reader.ReadToEnd().Contains(signature, StringComparison.Ordinal);
        }
    }

    private FocusMetricsEstimator Estimator() => pipeline.Context.Transforms.FocusMetrics(
        new FocusMetricsOptions { FrameColumnName = "Frame", ReferenceColumnName = "Reference", Structural = true });

    private IDataView Structural()
    {
        IDataView frames = pipeline.Frames();
        return Estimator().Fit(frames).Transform(frames);
    }

    private IDataView Measure(string frame, string? reference)
    {
        IDataView frames = pipeline.Frames();
        return pipeline.Context.Transforms.FocusMetrics(frame, reference).Fit(frames).Transform(frames);
    }
}
