using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>That the files give our outputs is for FocusGraphTests and RestorationGraphTests to say.</summary>
public sealed class ExportOnnxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private Task<Postfocus> Export(string model, params string[] more) =>
        Postfocus.Run(["export-onnx", model, "--out", _folder["out"], .. more]);

    private string[] Files => [.. TemporaryFolder.Hashes(_folder["out"]).Keys];

    [Fact]
    public async Task ARegressionIsOneFileBesideTheClassifier()
    {
        var run = await Export(Repository.Model);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["classifier.onnx", "restorer.onnx"], Files);
        Assert.Contains("The classifier takes frames of 96 × 96 pixels, 0.65 µm each", run.Output, StringComparison.Ordinal);
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task ADiffusionIsASamplerAndAStep()
    {
        var run = await Export(Repository.Diffusion, "--samples", "2", "--steps", "3", "--sampler", "dpmsolver");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["classifier.onnx", "denoise-step.onnx", "sampler.onnx"], Files);
    }

    [Theory]
    [InlineData("a file 'classifier.onnx' of another", "is not empty")]
    [InlineData(null, "samples of 100 steps evaluate the network 300 times", "--samples", "3", "--steps", "100")]
    [InlineData(null, "--sampler does not fit the model", "--sampler", "bridge")]
    [InlineData(null, "--samples must lie between 1 and 100", "--samples", "0")]
    public async Task WhatCannotBeExportedLeavesTheFolderAsItWas(string? there, string problem, params string[] options)
    {
        if (there is not null)
        {
            Directory.CreateDirectory(_folder["out"]);
            await File.WriteAllTextAsync(_folder["out/classifier.onnx"], there, TestContext.Current.CancellationToken);
        }
        var run = await Export(Repository.Diffusion, options);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(problem, run.Error, StringComparison.Ordinal);
        Assert.Equal(there is not null, Directory.Exists(_folder["out"]));
        if (there is not null)
            Assert.Equal(there, await File.ReadAllTextAsync(_folder["out/classifier.onnx"], TestContext.Current.CancellationToken));
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public async Task AZipWithoutBothIsRefused()
    {
        var run = await Export(Path.Combine(Repository.Root, "data", "models", "cells.zip"));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("neither a focus classifier nor a restorer", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["out"]));
    }
}
