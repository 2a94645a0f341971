using System.Diagnostics;

namespace PostFocus.Interactive.Tests;

/// <summary>The notebooks of samples/Notebooks. With POSTFOCUS_WRITE_NOTEBOOKS set they keep what they show.</summary>
public class NotebookTests
{
    private const int MostBytes = 1_500_000;

    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    public static TheoryData<string> Names => [.. Notebook.Names];

    /// <summary>Where a cell fails, or a claim of the text does not hold, so does the run.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Speed", "Slow")] // they train networks
    public void EveryNotebookRunsAndItsClaimsHold(string name)
    {
        using var folder = new TemporaryFolder();
        Start("tool", "restore");
        var path = Path.Combine(Notebook.Folder, name);
        var log = Start("dotnet-repl", "--run", path, "--exit-after-run", "--output-format", "ipynb", "--output-path", folder[name]);
        Assert.True(File.Exists(folder[name]), log);
        var run = Notebook.Read(folder[name]);
        Assert.Empty(run.Errors);
        if (Environment.GetEnvironmentVariable("POSTFOCUS_WRITE_NOTEBOOKS") is null)
            return;
        var notebook = Notebook.Read(path);
        notebook.TakeOutputs(run);
        notebook.Write(path);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void EveryNotebookShowsWhatItMakes(string name)
    {
        var path = Path.Combine(Notebook.Folder, name);
        Assert.InRange(new FileInfo(path).Length, 1, MostBytes);
        var notebook = Notebook.Read(path);
        Assert.Equal(".net-csharp", notebook.Kernel);
        Assert.Equal("#!import setup.dib", notebook.Code.First());
        Assert.Contains(notebook.Code, code => code.Contains("Claim(", StringComparison.Ordinal));
        Assert.Empty(notebook.Errors);
        Assert.InRange(notebook.Pictures, 2, 100);
        Assert.DoesNotContain(Repository.Root, File.ReadAllText(path), StringComparison.Ordinal);
    }

    /// <summary>Compiled as strangers would, against what the notebooks take.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    [Trait("Speed", "Slow")] // they start the compiler
    public void EveryNotebookIsAProgramToo(string name)
    {
        var path = Path.Combine(Notebook.Folder, Path.ChangeExtension(name, ".cs"));
        var program = NotebookProgram.Of(Notebook.Read(Path.Combine(Notebook.Folder, name)), Path.GetFileNameWithoutExtension(name));
        if (Environment.GetEnvironmentVariable("POSTFOCUS_WRITE_NOTEBOOKS") is not null)
            File.WriteAllText(path, program);
        Assert.Equal(program, File.ReadAllText(path));
        Assert.Empty(NotebookProgram.Errors(program));
    }

    private static string Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = Notebook.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // With a collector on a thread of its own, TorchSharp's temporary numbers can be freed while libtorch still reads them.
        start.Environment["DOTNET_gcConcurrent"] = "0";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_longest))
            process.Kill(entireProcessTree: true);
        return output.Result + error.Result;
    }
}
