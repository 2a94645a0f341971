using System.Buffers.Binary;
using PostFocus.Trainers.NativeLibrary;
using TorchSharp;

namespace PostFocus.Trainers.Tests.NativeLibrary;

public class TorchLibraryTests
{
    private const ushort Weak = 2;

    [Fact]
    public void TorchLoadsOnThisSystem() => Assert.Equal(3, torch.ones(3).sum().item<float>());

    [Fact]
    public void OnlyTheNamedVersionIsMarkedWeak()
    {
        var library = LibTorchSharp();
        if (library is null)
            Assert.Skip("TorchSharp's library of Linux is not here.");
        var before = File.ReadAllBytes(library);
        var after = (byte[])before.Clone();
        Assert.True(VersionReference.MarkWeak(after, "GLIBCXX_3.4.32"));
        var changed = Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).ToArray();
        Assert.Single(changed);
        Assert.Equal(
            BinaryPrimitives.ReadUInt16LittleEndian(before.AsSpan(changed[0])) | Weak,
            BinaryPrimitives.ReadUInt16LittleEndian(after.AsSpan(changed[0]))
        );
    }

    [Fact]
    public void AVersionThatIsNotReferredToChangesNothing()
    {
        var library = LibTorchSharp();
        if (library is null)
            Assert.Skip("TorchSharp's library of Linux is not here.");
        var elf = File.ReadAllBytes(library);
        Assert.False(VersionReference.MarkWeak(elf, "GLIBCXX_3.4.3"));
        Assert.Equal(File.ReadAllBytes(library), elf);
    }

    [Fact]
    public void WhatIsNoElfFileIsLeftAlone() => Assert.False(VersionReference.MarkWeak("no library at all"u8.ToArray(), "GLIBCXX_3.4.32"));

    [Fact]
    public void AFolderThatCannotBeWrittenIsNamed()
    {
        var folder = Path.Combine(Path.GetTempPath(), "PostFocus-missing", "folder");
        var e = Assert.Throws<DllNotFoundException>(() => TorchLibraryLoader.LoadCopy([1, 2, 3], folder));
        Assert.Contains(folder, e.Message);
        Assert.Contains("TMPDIR", e.Message);
    }

    [Fact]
    public void ANotebookFindsTheLibraryInThePackage()
    {
        using var folder = new TemporaryFolder();
        var native = Directory.CreateDirectory(folder["torchsharp/1.0.0/runtimes/linux-x64/native"]).FullName;
        var library = Path.Combine(native, "libOfAPackage.so");
        File.WriteAllBytes(library, []);
        var found = TorchLibraryLoader.Find("libOfAPackage.so", folder["torchsharp/1.0.0/lib/net8.0"]);
        Assert.Equal(library, Path.GetFullPath(found!));
        Assert.Null(TorchLibraryLoader.Find("libOfAPackage.so", folder["torchsharp/1.0.1/lib/net8.0"]));
    }

    private static string? LibTorchSharp() =>
        new[] { AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native") }
            .Select(folder => Path.Combine(folder, "libLibTorchSharp.so"))
            .FirstOrDefault(File.Exists);
}
