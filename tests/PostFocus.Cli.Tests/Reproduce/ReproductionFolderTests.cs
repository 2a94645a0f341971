using PostFocus.Cli.Reproduce;
using PostFocus.Cli.Results;
using PostFocus.Imaging;

namespace PostFocus.Cli.Tests.Reproduce;

public sealed class ReproductionFolderTests : IDisposable
{
    private static readonly Fact[] s_settings = [new("size", "small"), new("model a", "SHA-256 1")];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhatWasBegunGoesOnWithTheSameSettings()
    {
        ReproductionFolder.Hold(_folder["out"], s_settings).Dispose();
        File.WriteAllText(_folder["out/result"], "");
        ReproductionFolder.Hold(_folder["out"], s_settings).Dispose();
        Assert.True(File.Exists(_folder["out/result"]));
    }

    [Theory]
    [InlineData("size", "full", "size: small then, full now")]
    [InlineData("model a", "SHA-256 2", "model a: SHA-256 1 then, SHA-256 2 now")]
    public void OtherSettingsAreRefusedByName(string name, string value, string why)
    {
        ReproductionFolder.Hold(_folder["out"], s_settings).Dispose();
        var refused = Assert.Throws<PostFocusException>(() =>
            ReproductionFolder.Hold(_folder["out"], [.. s_settings.Select(s => s.Name == name ? s with { Value = value } : s)])
        );
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelMoreIsAnotherSetting()
    {
        ReproductionFolder.Hold(_folder["out"], s_settings).Dispose();
        var refused = Assert.Throws<PostFocusException>(() =>
            ReproductionFolder.Hold(_folder["out"], [.. s_settings, new("model b", "SHA-256 3")])
        );
        Assert.Contains("model b: none then, SHA-256 3 now", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderOfSomethingElseIsRefused()
    {
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["out/thesis.docx"], "");
        var refused = Assert.Throws<PostFocusException>(() => ReproductionFolder.Hold(_folder["out"], s_settings));
        Assert.Contains("not empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["out/thesis.docx"], _folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public void DamagedSettingsAreToldAsSuch(string text)
    {
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["out/reproduction.json"], text);
        Assert.ThrowsAny<PostFocusException>(() => ReproductionFolder.Hold(_folder["out"], s_settings));
    }

    [Fact]
    public void WhatAKilledRunLeftHalfWrittenIsCleared()
    {
        ReproductionFolder.Hold(_folder["out"], s_settings).Dispose();
        Directory.CreateDirectory(_folder["out/data/videos-1.123.partial/frames.456.partial"]);
        Directory.CreateDirectory(_folder["out/data/videos-2"]);
        ReproductionFolder.Hold(_folder["out"], s_settings).Dispose();
        Assert.Equal([_folder["out/data/videos-2"]], Directory.GetDirectories(_folder["out/data"]));
    }

    [Fact]
    public void ASecondRunIsKeptOut()
    {
        using var first = ReproductionFolder.Hold(_folder["out"], s_settings);
        var refused = Assert.Throws<PostFocusException>(() => ReproductionFolder.Hold(_folder["out"], s_settings));
        Assert.Contains("in use by another run", refused.Message, StringComparison.Ordinal);
    }
}
