using System.IO.Compression;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Output;

/// <summary>Where a verb writes a file of its own: looked at before hours of work, not after.</summary>
internal static class OutFile
{
    // ML.NET puts it into each model zip.
    private const string Mark = "TrainingInfo/Version.txt";

    /// <summary>The folder around it is made.</summary>
    /// <param name="path">The file.</param>
    /// <param name="inputs">Files and folders that are only read.</param>
    /// <exception cref="PostFocusException">It lies inside an input, or its folder cannot be written to.</exception>
    public static void Check(string path, params IEnumerable<string> inputs)
    {
        if (inputs.Any(input => RealPath.IsWithin(RealPath.Of(path), RealPath.Of(input))))
            throw new PostFocusException($"--out '{path}' lies inside the input, which is only read. Name a file outside of it.");
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        try
        {
            using var trial = new FileStream(
                Path.Combine(folder, Path.GetRandomFileName()),
                FileMode.CreateNew,
                FileAccess.Write,
                FileShare.None,
                1,
                FileOptions.DeleteOnClose
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PostFocusException($"--out '{path}': its folder cannot be written to. Name a file in another one.", e);
        }
    }

    /// <summary>The folder around it is made.</summary>
    /// <param name="path">Of a model zip; one that is there will be replaced.</param>
    /// <param name="inputs">Files and folders that are only read.</param>
    /// <exception cref="PostFocusException">Something else is there, or as <see cref="Check"/> says.</exception>
    public static void CheckModel(string path, params IEnumerable<string> inputs)
    {
        if (Directory.Exists(path))
            throw new PostFocusException($"--out '{path}' is a folder. Name the model zip to write.");
        if (Path.Exists(path) && !IsModel(path))
            throw new PostFocusException($"--out '{path}' is there already, and is no model zip. Name a new file.");
        Check(path, inputs);
    }

    private static bool IsModel(string path)
    {
        try
        {
            using var file = FileReading.Open(path, null);
            using var zip = new ZipArchive(file);
            return zip.GetEntry(Mark) is not null;
        }
        catch (Exception e) when (e is InvalidDataException or FrameFormatException)
        {
            return false;
        }
    }
}
