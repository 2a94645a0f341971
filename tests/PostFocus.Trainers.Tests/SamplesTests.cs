using System.Runtime.InteropServices;

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
    public void ASampleWithAWrongNameDoesNotCompile() =>
        Assert.NotEmpty(SampleProgram.Errors("using Microsoft.ML;\nvar frames = new MLContext().Data.LoadFrame(\"x\");"));
}
