using System.Globalization;
using System.IO.Compression;
using PostFocus.Imaging.Files;
using PostFocus.Simulation.Optics;

namespace PostFocus.Simulation.Tests.Optics;

/// <summary>
/// The measured complex field of a live HL60 cell, refocused by another implementation of the angular spectrum
/// (wavelength 1 pixel, index 1), is what our propagator must give. Skipped where the data are not at hand.
/// </summary>
public class MeasuredFieldTests
{
    private const int Measured = 112,
        N = 256,
        Border = 20; // pixels; the border feels how the field goes on outside

    [Theory]
    [InlineData(-15)]
    [InlineData(-5)]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(15)]
    public void TheMeasuredFieldRefocusesAsPublished(int pixels)
    {
        var folder = RealData.Find("hl60-complex-field");
        var published = FrameFile.Read(
            Path.Combine(folder, "derived-refocus", string.Create(CultureInfo.InvariantCulture, $"intensity_d{pixels:+00;-00;+00}px.png"))
        );

        var field = AngularSpectrum.Propagate(ReadField(Path.Combine(folder, "HL60_field.zip")), 1, 1, 1, pixels);

        double error = 0,
            contrast = 0,
            mean = 0;
        var count = 0;
        for (var y = Border; y < Measured - Border; y++)
        for (var x = Border; x < Measured - Border; x++, count++)
        {
            var i = (y + (N - Measured) / 2) * N + x + (N - Measured) / 2;
            var ours = Math.Min(4, (double)field.Re[i] * field.Re[i] + (double)field.Im[i] * field.Im[i]); // published to 4
            var theirs = published.Counts[y * Measured + x] * 4.0 / 65535;
            error += (ours - theirs) * (ours - theirs);
            contrast += theirs * theirs;
            mean += theirs;
        }
        var variance = contrast / count - Math.Pow(mean / count, 2);
        Assert.True(error / count < 0.01 * variance, $"Residual variance {error / count:G3} of {variance:G3}.");
    }

    /// <summary>The field in the middle of a larger grid, continued by its mirror images so that no edge diffracts.</summary>
    private static ComplexField ReadField(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        float[] re = ReadNumbers(archive.GetEntry("HL60_real.txt")!),
            im = ReadNumbers(archive.GetEntry("HL60_imag.txt")!);
        var field = new ComplexField(N);
        for (var y = 0; y < N; y++)
        for (var x = 0; x < N; x++)
        {
            var from = Mirror(y - (N - Measured) / 2) * Measured + Mirror(x - (N - Measured) / 2);
            field.Re[y * N + x] = re[from];
            field.Im[y * N + x] = im[from];
        }
        return field;
    }

    private static int Mirror(int i)
    {
        i = ((i % (2 * Measured)) + 2 * Measured) % (2 * Measured);
        return i < Measured ? i : 2 * Measured - 1 - i;
    }

    private static float[] ReadNumbers(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return
        [
            .. reader
                .ReadToEnd()
                .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(number => float.Parse(number, CultureInfo.InvariantCulture)),
        ];
    }
}
