using System.Runtime.InteropServices;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Trainers.Tests;

/// <summary>The C# of the README, of the other pages and of samples/ are programs that compile against the libraries as they are.</summary>
[Trait("Speed", "Slow")] // they start the compiler
public class SamplesTests
{
    [Fact]
    public void EverySampleAppCompiles()
    {
        var apps = Directory.GetFiles(Path.Combine(Repository.Root, "samples", "Apps"), "*.cs");
        Assert.NotEmpty(apps);
        foreach (var app in apps)
            Assert.Empty(SampleProgram.Errors(SampleProgram.App(Path.GetFileName(app))));
    }

    [Fact]
    public void EveryCSharpSampleOfEveryPageCompiles()
    {
        var samples = Documentation
            .Pages.SelectMany(page => SampleProgram.OfPage(page).Select(code => (Page: Documentation.NameOf(page), Code: code)))
            .ToList();
        Assert.Contains(samples, sample => sample.Page == "README.md");
        Assert.Contains(samples, sample => sample.Page.StartsWith("docs/", StringComparison.Ordinal));
        Assert.All(samples, sample => Assert.Empty(SampleProgram.Errors(sample.Code).Select(error => $"{sample.Page}: {error}")));
    }

    [Fact]
    public void TheSampleOfAnOwnFormatReadsAndWritesIt()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["well"]);
        foreach (var shade in new ushort[] { 0, 100 })
            File.WriteAllBytes(
                folder[$"well/{shade}.raw"],
                LabRaw([.. Enumerable.Range(0, 16 * 20).Select(i => (ushort)(i * i % 199 + shade))])
            );

        string code = SampleProgram
            .OfPage("docs/extending.md")
            .Single(code => code.Contains("SingleFrameFormat", StringComparison.Ordinal));
        SampleProgram.Compile(code.With(("well", folder["well"]), ("darker.raw", folder["darker.raw"]))).Run();

        Assert.Equal(
            LabRaw([.. Enumerable.Range(0, 16 * 20).Select(i => (ushort)(i * i % 199 / 2))]),
            File.ReadAllBytes(folder["darker.raw"])
        );

        static byte[] LabRaw(ushort[] counts) =>
            [.. "LAB1"u8, .. MemoryMarshal.AsBytes<int>([16, 20]), .. MemoryMarshal.AsBytes<ushort>(counts)];
    }

    [Fact]
    public void StockImagesGoThroughThePipelineAndOnAsImages()
    {
        using var folder = new TemporaryFolder();
        SimulatedDataSet.Write(
            folder["wells"],
            VideoSimulator.Simulate(
                new VideoOptions
                {
                    Wells = 1,
                    FramesPerWell = 3,
                    Size = 64,
                    Camera = new() { Bits = 8 },
                    Seed = 3,
                }
            ),
            format: DataSetFormat.Png
        );
        var video = Directory.GetDirectories(folder["wells/frames"]).Single();
        var lines = Printed(() => SampleProgram.Compile(SampleProgram.App("StockImages.cs")).Run(Repository.Model, video)).Split('\n');
        Assert.Equal(3, lines.Count(line => line.Contains("P(out of focus)", StringComparison.Ordinal)));
        Assert.All(lines[..3], line => Assert.EndsWith("48 × 48", line.TrimEnd(), StringComparison.Ordinal));
    }

    private static string Printed(Action run)
    {
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            run();
        }
        finally
        {
            Console.SetOut(console);
        }
        return output.ToString();
    }

    [Fact]
    public void TheSampleOfAnOwnSegmenterRunsItInMLNetsOwnTransform()
    {
        using var folder = new TemporaryFolder();
        // Bright is cell: the map of the network is the frame that it gets.
        File.WriteAllBytes(
            folder["cells.onnx"],
            TinyOnnx.Model(
                [TinyOnnx.Node("Identity", ["image"], "probability")],
                [TinyOnnx.Value("image", 32, 40)],
                TinyOnnx.Value("probability", 32, 40)
            )
        );
        var manifest = new List<ManifestRow>();
        for (var i = 0; i < 3; i++)
        {
            // A cell that grows, and in the last frame one that the mask does not know.
            var cell = Enumerable.Range(0, 32 * 40).Select(at => at / 40 is >= 4 and < 14 && at % 40 >= 4 && at % 40 < 14 + i).ToArray();
            FrameFile.WriteTiff(
                folder[$"t{i}.tif"],
                [Frame(at => (cell[at] || (i == 2 && at / 40 > 20 && at % 40 > 20) ? 200 : 20) + at % 7)]
            );
            FrameFile.WriteTiff(folder[$"m{i}.tif"], [Frame(at => cell[at] ? 1 : 0)]);
            manifest.Add(new(folder[$"t{i}.tif"], "well", i, null, null, null, null) { MaskPath = folder[$"m{i}.tif"] });
        }
        Manifest.Write(folder["cells.csv"], manifest);
        var output = Printed(() =>
            SampleProgram.Compile(SampleProgram.App("OwnSegmenter.cs")).Run(folder["cells.onnx"], folder["cells.csv"])
        );
        Assert.Contains("well/0: IoU 1.000, AP50 1.000, 0 cells", output, StringComparison.Ordinal);
        Assert.Contains("well/2: IoU 1.000, AP50 0.500, +1 cells", output, StringComparison.Ordinal);

        static Frame Frame(Func<int, float> count) => new(32, 40, [.. Enumerable.Range(0, 32 * 40).Select(count)], PixelType.UInt8);
    }

    [Fact]
    public void ASampleWithAWrongNameDoesNotCompile() =>
        Assert.NotEmpty(SampleProgram.Errors("using Microsoft.ML;\nvar frames = new MLContext().Data.LoadFrame(\"x\");"));
}
