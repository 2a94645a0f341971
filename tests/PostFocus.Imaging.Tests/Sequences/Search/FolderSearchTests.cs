using System.Diagnostics;
using System.Net.Sockets;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences.Search;

/// <summary>What is taken of a folder and its sub-folders, what is not, and what is said of it.</summary>
public sealed class FolderSearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private SequenceSearch Search() => FrameSequences.Search(_folder["in"]);

    private void Link(string name, string target)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.CreateSymbolicLink(_folder[name], target);
    }

    private void Shell(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { WorkingDirectory = _folder.Path })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    [Fact]
    public void FoldersThatLeadToEachOtherAreVisitedOnceUnderTheirOwnNames()
    {
        _folder.Write("in/a/t6.tif", "in/a/t7.tif", "in/b/t8.tif");
        Link("in/a/x", "../b");
        Link("in/b/y", "../a");
        Link("in/b/self", ".");
        var search = Search();
        Assert.Equal(["a: t6.tif@0 t7.tif@1", "b: t8.tif@0"], search.Lines());
        Assert.Contains("'a/x'", Assert.Single(search.Remarks), StringComparison.Ordinal);
        Assert.Empty(search.Problems);
    }

    [Fact]
    public void ManyFoldersWithLinksToAllOthersComeToAnEnd()
    {
        int[] all = [.. Enumerable.Range(0, 12)];
        _folder.Write(all.Select(i => $"in/d{i}/t{i}.tif"));
        foreach (var (i, j) in all.SelectMany(i => all.Select(j => (i, j))))
            Link($"in/d{i}/l{j}", $"../d{j}");
        Assert.Equal(all.Select(i => $"d{i}: t{i}.tif@0"), Search().Lines());
    }

    [Fact]
    public void WhatLiesElsewhereIsTakenThroughItsLinks()
    {
        _folder.Write("out/deep/t1.tif", "out/deep/t2.tif", "out/one.tif", "in/t0.tif");
        Link("in/well", "../out/deep");
        Link("in/t1.tif", "../out/one.tif");
        Link("in/t2.tif", "../out/../out/one.tif");
        var search = Search();
        Assert.Equal(["in: t0.tif@0 t1.tif@1 t2.tif@2", "well: t1.tif@0 t2.tif@1"], search.Lines());
        Assert.Empty(search.Remarks);
    }

    [Fact]
    public void AFolderElsewhereIsVisitedOnce()
    {
        _folder.Write("out/t1.tif");
        Link("in/a", "../out");
        Link("in/b", "a");
        Link("in/c", _folder["out"]);
        var search = Search();
        Assert.Equal(["a: t1.tif@0"], search.Lines());
        Assert.Contains("'b', 'c'", Assert.Single(search.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void ALinkToAFileThatIsThereByItselfIsLeftOut()
    {
        _folder.Write("in/a/t1.tif", "in/b/t2.tif");
        Link("in/a/t9.tif", "../b/t2.tif");
        var search = Search();
        Assert.Equal(["a: t1.tif@0", "b: t2.tif@0"], search.Lines());
        Assert.Contains("'a/t9.tif'", Assert.Single(search.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatSurroundsTheInputIsNotSearched()
    {
        _folder.Write("in/t0.tif", "beside/t1.tif");
        Link("in/up", "..");
        Link("in/root", "/");
        Assert.Equal(["in: t0.tif@0"], Search().Lines());
    }

    [Fact]
    public void LinksThatLeadNowhereAreNamedAndTheRestGoesOn()
    {
        _folder.Write("in/a/t0.tif");
        Link("in/gone", "../unmounted");
        Link("in/circle", "circle");
        Link("in/a/t1.tif", "missing.tif");
        var search = Search();
        // A missing frame keeps its place: reading it raises the error.
        Assert.Equal(["a: t0.tif@0 t1.tif@1"], search.Lines());
        Assert.Equal(["circle", "gone"], search.Problems.Select(p => Path.GetFileName(p.Path)).Order(StringComparer.Ordinal));
        Assert.Contains("unmounted", string.Concat(search.Problems.Select(p => p.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public void ThumbnailsDeletedFilesAndSnapshotsAreLeftOut()
    {
        _folder.Write(
            "in/w/t0.tif",
            "in/w/@eaDir/t0.tif/SYNOPHOTO_THUMB_M.jpg.tif",
            "in/#recycle/t0.tif",
            "in/$RECYCLE.BIN/t0.tif",
            "in/.snapshot/h/t0.tif",
            "in/System Volume Information/t0.tif",
            "in/lost+found/t0.tif",
            "in/__MACOSX/w/t0.tif",
            "in/w/._t0.tif",
            "in/@__thumb/t0.tif",
            "in/@Recycle/t0.tif"
        );
        var search = Search();
        Assert.Equal(["w: t0.tif@0"], search.Lines());
        Assert.Empty(search.Remarks);
        // Named itself, it is what is asked for.
        Assert.Single(FrameSequences.Find(_folder["in/#recycle"]));
    }

    [Fact]
    public void ImagesOfOtherTypesAreCounted()
    {
        _folder.Write("in/t0.tif");
        foreach (var name in new[] { "a.nd2", "b.ND2", "c.czi", "notes.txt", "Thumbs.db", ".x.nd2" })
            File.WriteAllText(_folder[$"in/{name}"], "");
        var remark = Assert.Single(Search().Remarks);
        Assert.Contains("3 files", remark, StringComparison.Ordinal);
        Assert.Contains("(.czi, .nd2)", remark, StringComparison.Ordinal);
        File.Delete(_folder["in/t0.tif"]);
        Assert.Contains(
            "3 files of types that are not read",
            Assert.Throws<FrameFormatException>(Search).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhatIsNoRegularFileIsNamedAndNotOpened()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes are no files there.");
        _folder.Write("in/t0.tif");
        Shell("mkfifo in/t1.tif && ln -s t1.tif in/t2.tif && mkfifo in/notes");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder["in/t3.tif"]));
        var search = Search();
        Assert.Equal(["in: t0.tif@0"], search.Lines());
        Assert.Equal(
            ["in/t1.tif: this is a pipe", "in/t3.tif: this is a socket"],
            search.Problems.Select(p => Path.GetRelativePath(_folder.Path, p.Message.Split(',')[0]))
        );
    }

    [Theory]
    [InlineData("pipe.tif")]
    [InlineData("link.tif")]
    [InlineData("pipe.csv")]
    [InlineData("m.csv")]
    [InlineData("x.zarr")]
    public void APipeIsRefusedWhereverItIsNamed(string input)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Pipes are no files there.");
        Shell("mkfifo pipe.tif pipe.csv && ln -s pipe.tif link.tif && mkdir x.zarr && mkfifo x.zarr/.zarray");
        File.WriteAllText(_folder["m.csv"], "path\npipe.tif\n");
        var error = Assert.Throws<FrameFormatException>(() =>
            FrameSequences.Find(_folder[input]).SelectMany(s => s.Frames).Select(f => FrameFile.Read(f.Path, f.Page)).ToList()
        );
        Assert.Contains("a pipe", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEmptyFileIsAFrameThatFails()
    {
        _folder.Write("in/t0.tif");
        File.WriteAllText(_folder["in/t1.tif"], "");
        Assert.Equal(["in: t0.tif@0 t1.tif@1"], Search().Lines());
        Assert.Contains(
            "empty",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(_folder["in/t1.tif"])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void NamesThatAreNotUtf8AreNamedAndTheRestGoesOn()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems have no such names.");
        _folder.Write("in/good/t0.tif", "in/good/\uFFFD.tif");
        Shell(
            @"d=$(printf 'in/Gr\366\337e') && mkdir ""$d"" && cp in/good/t0.tif ""$d"" && cp in/good/t0.tif ""$(printf 'in/good/\366.tif')"" && : > ""$(printf 'in/\366.txt')"""
        );
        var search = Search();
        // .NET cannot delete them either.
        Shell("rm -r in && mkdir in");
        Assert.Equal(["good: t0.tif@0 \uFFFD.tif@1"], search.Lines());
        Assert.Equal(
            ["Gr\uFFFD\uFFFDe", "\uFFFD.tif"],
            search.Problems.Select(p => Path.GetFileName(p.Path)).Order(StringComparer.Ordinal)
        );
        Assert.All(search.Problems, p => Assert.Contains("not UTF-8", p.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void RealPathsAreWhereLinksLead()
    {
        var root = RealPath.Of(_folder.Path);
        _folder.Write("a/b/t.tif");
        Link("l", "a/b");
        Link("a/m", "../l/../b/./t.tif");
        Link("c", "d");
        Link("d", "c");
        Assert.Equal(Path.Combine(root, "a", "b", "t.tif"), RealPath.Of(_folder["l/t.tif"]));
        Assert.Equal(Path.Combine(root, "a", "b", "t.tif"), RealPath.Of(_folder["a/m"]));
        Assert.Equal(Path.Combine(root, "a", "b", "new", "x"), RealPath.Of(_folder["l/new/x/"]));
        Assert.Throws<IOException>(() => RealPath.Of(_folder["c/x"]));
        Assert.True(RealPath.IsWithin(root, root));
        Assert.True(RealPath.IsWithin(root, Path.GetPathRoot(root)!));
        Assert.False(RealPath.IsWithin(root + "2", root));
    }
}
