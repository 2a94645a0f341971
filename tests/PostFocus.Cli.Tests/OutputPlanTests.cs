using CsCheck;
using PostFocus.Cli.Output;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

public sealed class OutputPlanTests : IDisposable
{
    private static readonly string[] s_hostile =
    [
        "a",
        "A",
        "b",
        "..",
        ".",
        "",
        "...",
        " ",
        "\0",
        "frames.csv",
        "reports",
        "é",
        "C:",
        "x\\y",
        new string('n', 255),
        new string('ä', 128),
    ];

    private static readonly Gen<string> s_part = Gen.OneOf(Gen.Int[0, s_hostile.Length - 1].Select(i => s_hostile[i]), Gen.String[0, 5]);

    // Where nothing can be written, nothing tells upper and lower case apart.
    private static readonly string s_unwritable = OperatingSystem.IsLinux() ? "/proc/out" : "/out";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WhateverTheNamesNothingLeadsOutAndNoTwoFilesMeet() =>
        s_part
            .Array[1, 4]
            .Select(p => string.Join('/', p))
            .Array[1, 12]
            .Sample(names =>
            {
                var plan = new OutputPlan(s_unwritable);
                var paths = new List<string>();
                foreach (var name in names)
                {
                    try
                    {
                        paths.Add(plan.Add(name, name));
                    }
                    catch (PostFocusException) { }
                }
                Assert.All(paths, path => Assert.StartsWith(s_unwritable + "/", Path.GetFullPath(path), StringComparison.Ordinal));
                Assert.Equal(paths.Count, paths.Distinct(StringComparer.OrdinalIgnoreCase).Count());
                // A file is not the folder of another one.
                Assert.DoesNotContain(
                    paths,
                    path => paths.Exists(other => other.StartsWith(path + "/", StringComparison.OrdinalIgnoreCase))
                );
            });

    [Theory]
    [InlineData("a/t1.tif", "A/T1.tif")]
    [InlineData("a/b", "a/b/c")]
    [InlineData("a/b/c", "a/b")]
    [InlineData("x.ome.tif", "X.OME.TIF")]
    [InlineData("caf\u00e9/t1.tif", "cafe\u0301/t1.tif")]
    [InlineData("caf\u00e9", "CAFE\u0301/t1.tif")]
    public void TwoSourcesOfOneNameAreBothNamed(string first, string second)
    {
        var plan = new OutputPlan(s_unwritable);
        plan.Add(first, "one source");
        var message = Assert.Throws<PostFocusException>(() => plan.Add(second, "another")).Message;
        Assert.Contains("one source", message, StringComparison.Ordinal);
        Assert.Contains("another", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhereTheDiskTellsNamesApartSoDoesThePlan()
    {
        Directory.CreateDirectory(_folder["in"]);
        Assert.SkipWhen(Directory.Exists(_folder["IN"]), "This disk does not.");
        var plan = new OutputPlan(_folder["in/new/out"]);
        string[] names = ["a/t1.tif", "a/T1.tif", "A/t1.tif", "B/t1.tif", "b", "c/\u00e4", "c/\u00f6", "c/\u00d6"];
        Assert.Equal(names.Select(n => _folder[$"in/new/out/{n}"]), names.Select(n => plan.Add(n, n)));
        foreach (var taken in new[] { "a/t1.tif", "A", "B", "B/t1.tif/x", "b/x" })
            Assert.DoesNotContain(
                "on this disk",
                Assert.Throws<PostFocusException>(() => plan.Add(taken, "it")).Message,
                StringComparison.Ordinal
            );
        Assert.Empty(Directory.GetFileSystemEntries(_folder["in"]));
    }

    [Fact]
    public async Task FilesThatDifferInCaseAreRestoredSideBySide()
    {
        FrameFile.WriteTiff(_folder["in/t1.tif"], [TestFrames.Dark(1)]);
        Assert.SkipWhen(File.Exists(_folder["in/T1.tif"]), "This disk does not tell case apart.");
        FrameFile.WriteTiff(_folder["in/T1.tif"], [TestFrames.Dark(2)]);
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        Assert.Equal(
            [
                "T1.tif",
                "frames.csv",
                "report.html",
                "reports/in/overview.png",
                "reports/in/worst-1.png",
                "reports/in/worst-2.png",
                "run.journal",
                "run.json",
                "sequences.csv",
                "t1.tif",
            ],
            TemporaryFolder.Hashes(_folder["out"]).Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void NamesMayBeAsLongAsTheDiskTakesThemAndNoLonger()
    {
        new OutputPlan("/out").Add(new string('n', 255), "it");
        new OutputPlan("/out").Add(new string('ä', 127), "it");
        Assert.Throws<PostFocusException>(() => new OutputPlan("/out").Add(new string('n', 256), "it"));
        Assert.Throws<PostFocusException>(() => new OutputPlan("/out").Add(new string('ä', 128), "it"));
        Assert.Throws<PostFocusException>(() =>
            new OutputPlan("/out").Add(string.Join('/', Enumerable.Repeat(new string('n', 200), 21)), "it")
        );
    }

    [Fact]
    public async Task WhateverAManifestSaysNothingOutsideOfOutIsTouched()
    {
        TestFrames.WriteTiffs(_folder["all/in"], TestFrames.Alternating(2));
        FrameFile.WritePng(_folder["all/in/overview.png"], TestFrames.Dark(3));
        Directory.CreateDirectory(_folder["all/elsewhere"]);
        File.CreateSymbolicLink(_folder["all/in/link.tif"], _folder["all/in/t0.tif"]);
        Directory.CreateSymbolicLink(_folder["all/in/away"], _folder["all/elsewhere"]);
        FrameFile.WriteTiff(_folder["all/elsewhere/t9.tif"], [TestFrames.Dark(9)]);
        string[] sequences =
        [
            "a",
            "../../evil",
            "/tmp/evil",
            _folder["all/in"],
            "a//b",
            "a/./b",
            "..",
            "ok/deep",
            "a\\..\\..\\evil",
            "C:\\evil",
            new string('n', 300),
            "\"a\0b\"",
        ];
        string[][] files =
        [
            ["t0.tif", "t1.tif"],
            ["t1.tif", "./t1.tif"],
            ["t0.tif", "link.tif"],
            ["../elsewhere/t9.tif"],
            ["away/t9.tif", "t1.tif"],
            ["overview.png"],
            [_folder["all/in/t1.tif"]],
        ];
        var runs = 0;
        foreach (var sequence in sequences)
        {
            string[] rows = [.. files[runs++ % files.Length].Select((file, i) => $"{file},{sequence},{i}")];
            var manifest = _folder["all/in/m.csv"];
            await File.WriteAllLinesAsync(manifest, ["path,sequence,frame", .. rows], TestContext.Current.CancellationToken);
            var before = TemporaryFolder.Hashes(_folder["all"]);
            var run = await Postfocus.Restore(manifest, _folder[$"out{runs}"]);
            Assert.Equal(before, TemporaryFolder.Hashes(_folder["all"]));
            Assert.Equal(run.ExitCode != ExitCodes.Failure, Directory.Exists(_folder[$"out{runs}"]));
        }
        // Where both the name and the files are good.
        Assert.Equal(
            ["all", "out1", "out8"],
            Directory.GetFileSystemEntries(_folder["."]).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task AnOutFolderInsideTheInputIsFoundThroughLinks()
    {
        TestFrames.WriteTiffs(_folder["in/well"], TestFrames.Alternating(2));
        Directory.CreateSymbolicLink(_folder["alias"], _folder["in/well"]);
        var before = TemporaryFolder.Hashes(_folder["in"]);
        (await Postfocus.Restore(_folder["in"], _folder["alias/out/deep"])).IsRefusedNaming("inside the input");
        (await Postfocus.Restore(_folder["alias"], _folder["in/well/out"])).IsRefusedNaming("inside the input");
        Assert.Equal(before, TemporaryFolder.Hashes(_folder["in"]));
    }

    [Fact]
    public async Task AFolderThatALinkInTheInputLeadsAboveIsInputToo()
    {
        TestFrames.WriteTiffs(_folder["in/well"], TestFrames.Alternating(2));
        TestFrames.WriteTiffs(_folder["other"], TestFrames.Alternating(2));
        Directory.CreateSymbolicLink(_folder["in/link"], _folder["other"]);
        (await Postfocus.Restore(_folder["in"], _folder["other/deep/out"])).IsRefusedNaming("inside the input");
        Assert.False(Directory.Exists(_folder["other/deep"]));
    }

    [Fact]
    public async Task AnOutFolderThatIsALinkToNothingIsTold()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        Directory.CreateSymbolicLink(_folder["out"], _folder["gone"]);
        (await Postfocus.Restore(_folder["in"], _folder["out"])).IsRefusedNaming("link", "gone");
    }

    [Fact]
    public async Task ASecondRunIntoAFolderSaysWhoHoldsIt()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        using (OutFolder.Hold(_folder["out"]))
        {
            var second = await Postfocus.Restore(_folder["in"], _folder["out"]);
            second.IsRefusedNaming(
                "in use",
                $"process {Environment.ProcessId}",
                Environment.MachineName,
                DateTime.UtcNow.ToString("yyyy-", null)
            );
        }
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Fact]
    public async Task WhatAKilledRunLeftOfItsLockBlocksNobody()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        Directory.CreateDirectory(_folder["out"]);
        await File.WriteAllTextAsync(_folder["out/.postfocus.lock"], "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["out/.postfocus.holder"], "process 1", TestContext.Current.CancellationToken);
        Assert.Equal(0, (await Postfocus.Restore(_folder["in"], _folder["out"])).ExitCode);
        Assert.Equal(
            [
                "frames.csv",
                "report.html",
                "reports/in/overview.png",
                "reports/in/worst-1.png",
                "run.journal",
                "run.json",
                "sequences.csv",
                "t0.tif",
                "t1.tif",
            ],
            TemporaryFolder.Hashes(_folder["out"]).Keys
        );
    }

    [Theory]
    [InlineData("reports/t0.tif")]
    [InlineData("frames.csv/t0.tif")]
    [InlineData("sequences.csv/t0.tif")]
    [InlineData("run.json/t0.tif")]
    [InlineData("run.journal/t0.tif")]
    [InlineData("report.html/t0.tif")]
    public async Task AFrameWithTheNameOfATableOrFolderOfOursIsRefused(string name)
    {
        FrameFile.WriteTiff(_folder[$"in/{name}"], [TestFrames.Dark(1)]);
        FrameFile.WriteTiff(_folder["in/t1.tif"], [TestFrames.Dark(1)]);
        (await Postfocus.Restore(_folder["in"], _folder["out"])).IsRefusedNaming(name, name.Split('/')[0], "the run's own");
        Assert.False(Directory.Exists(_folder["out"]));
    }

    [Theory]
    [InlineData("a/out")]
    [InlineData("b/out")]
    public void AnOutFolderInsideAnyInputIsRefused(string name)
    {
        Directory.CreateDirectory(_folder["a"]);
        Directory.CreateDirectory(_folder["b"]);
        var refused = Assert.Throws<PostFocusException>(() => OutFolder.Check(_folder[name], _folder["a"], _folder["b"]));
        Assert.Contains("inside the input", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyAFolderThatWasMadeForNothingIsRemoved()
    {
        Directory.CreateDirectory(_folder["empty"]);
        foreach (var name in new[] { "empty", "new" })
            OutFolder.Hold(_folder[name]).Dispose();
        Assert.True(Directory.Exists(_folder["empty"]));
        Assert.False(Directory.Exists(_folder["new"]));
    }

    [Fact]
    public void AFileThatArrivesAfterTheFolderWasCheckedIsSeenWhenItIsHeld()
    {
        OutFolder.Check(_folder["out"]);
        Directory.CreateDirectory(_folder["out"]);
        File.WriteAllText(_folder["out/another's"], "");
        Assert.Contains(
            "not empty",
            Assert.Throws<PostFocusException>(() => OutFolder.Hold(_folder["out"])).Message,
            StringComparison.Ordinal
        );
        Assert.Equal(["out/another's"], _folder.Files);
    }
}
