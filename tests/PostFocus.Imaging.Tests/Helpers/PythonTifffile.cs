using System.Diagnostics;
using System.Text.Json;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>What Python's tifffile says of files, all of them in one process.</summary>
internal static class PythonTifffile
{
    // For each file named on standard input: a line of JSON.
    private const string Script = """
        import hashlib, json, sys
        import numpy, tifffile
        try:
            import skimage.io
        except ImportError:
            skimage = None
        def digest(image):
            return hashlib.sha256(numpy.ascontiguousarray(image, dtype='<f4').tobytes()).hexdigest()
        for path in sys.stdin.read().splitlines():
            with tifffile.TiffFile(path) as tiff:
                series = tiff.series[0]
                first = tiff.pages[0]
                image = series.asarray()
                print(json.dumps(dict(
                    axes=series.axes, shape=list(series.shape), type=str(series.dtype), order=tiff.byteorder, big=tiff.is_bigtiff,
                    kind='ome' if tiff.is_ome else 'imagej' if tiff.is_imagej else 'shaped' if tiff.is_shaped else 'plain',
                    imagej=repr(tiff.imagej_metadata), description=first.description, software=first.software,
                    pages=[digest(page.asarray()) for page in tiff.pages], series=digest(image),
                    skimage=digest(skimage.io.imread(path)) if skimage else None)))
        """;

    /// <summary>A document a file, or skips the test where there is no Python with tifffile.</summary>
    public static IReadOnlyList<JsonElement> Read(IReadOnlyList<string> paths)
    {
        // Debian's packages are of Debian's Python, which need not be the first one found.
        var python = new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(p =>
            Run(p, ["-c", "import numpy, tifffile"], "").ExitCode == 0
        );
        if (python is null)
            Assert.Skip("There is no Python with tifffile: apt-get install python3-tifffile.");
        var (exitCode, output, error) = Run(python, ["-c", Script], string.Join('\n', paths));
        Assert.True(exitCode == 0, error);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    /// <summary>Runs a program; exit code −1 where it cannot be started.</summary>
    public static (int ExitCode, string Output, string Error) Run(string program, IEnumerable<string> arguments, string input)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo(program, arguments)
                {
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
            var error = process.StandardError.ReadToEndAsync();
            process.StandardInput.Write(input);
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return (-1, "", e.Message);
        }
    }
}
