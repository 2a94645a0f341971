using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Library = System.Runtime.InteropServices.NativeLibrary;

namespace PostFocus.Trainers.NativeLibrary;

/// <summary>
/// Lets TorchSharp load where the C++ runtime is older than the one it was linked against (Debian 12,
/// Ubuntu 22.04): libLibTorchSharp.so names GLIBCXX_3.4.32 although no relocation uses it. A temporary
/// copy with that one reference marked weak is loaded instead, then deleted. Nothing happens where the
/// library loads as it is: the event is raised only after the normal load has failed.
/// </summary>
internal static class TorchLibraryLoader
{
    private const string MissingVersion = "GLIBCXX_3.4.32";

    [SuppressMessage("Usage", "CA2255", Justification = "The handler must be in place before TorchSharp's first call, whoever makes it.")]
    [ModuleInitializer]
    internal static void Register()
    {
        if (OperatingSystem.IsLinux())
            (AssemblyLoadContext.GetLoadContext(typeof(TorchSharp.torch).Assembly) ?? AssemblyLoadContext.Default).ResolvingUnmanagedDll +=
                Resolve;
    }

    private static nint Resolve(Assembly assembly, string name)
    {
        if (!name.Contains("LibTorchSharp", StringComparison.Ordinal) || Find("libLibTorchSharp.so", FolderOf(assembly)) is not { } path)
            return 0;
        var elf = File.ReadAllBytes(path);
        if (!VersionReference.MarkWeak(elf, MissingVersion))
            return 0;
        // The copy lies elsewhere, so it finds libtorch only if that is in the process already. Notebooks know where their packages lie.
        if (Find("libtorch.so", FolderOf(assembly)) is { } torch)
            Library.Load(torch);
        else
            Library.TryLoad("torch", assembly, searchPath: null, out _);
        return LoadCopy(elf, Path.GetTempPath());
    }

    /// <summary>Writes the library into a folder, loads it, and deletes it: the process keeps its mapping.</summary>
    internal static nint LoadCopy(ReadOnlySpan<byte> elf, string folder)
    {
        var copy = Path.Combine(folder, $"libLibTorchSharp-{Guid.NewGuid():N}.so");
        try
        {
            using (var file = File.Create(copy))
                file.Write(elf);
            return Library.Load(copy);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DllNotFoundException(
                $"TorchSharp needs a C++ runtime with {MissingVersion}, which this system lacks, and the adapted copy of its "
                    + $"library cannot be written to the temporary folder '{folder}': {e.Message} Set TMPDIR to a writable folder.",
                e
            );
        }
        finally
        {
            TryDelete(copy);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It was never written, or stays behind in the temporary folder.
        }
    }

    /// <summary>Where a native library lies; null where it is not found.</summary>
    /// <param name="file">Its file.</param>
    /// <param name="assemblyFolder">Where TorchSharp lies: in a notebook in its package, in lib/net8.0.</param>
    internal static string? Find(string file, string assemblyFolder)
    {
        var native = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries
        );
        var bases = new[] { AppContext.BaseDirectory, assemblyFolder, Path.Combine(assemblyFolder, "..", "..") };
        return native
            .Concat(bases)
            .Concat(bases.Select(folder => Path.Combine(folder, "runtimes", "linux-x64", "native")))
            .Select(folder => Path.Combine(folder, file))
            .FirstOrDefault(File.Exists);
    }

    [SuppressMessage("SingleFile", "IL3000", Justification = "Empty in a single-file program, where the base directory serves.")]
    private static string FolderOf(Assembly assembly) => Path.GetDirectoryName(assembly.Location) ?? "";
}
