using System.Diagnostics;

namespace PostFocus.Packages.Tests;

/// <summary>The packages in a folder of their own, and apps elsewhere that take them from there.</summary>
public sealed class LocalPackages : IDisposable
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();

    public LocalPackages()
    {
        foreach (var project in new[] { "Imaging", "Simulation", "Transforms", "Trainers", "Plots", "Interactive", "Models" })
            Run(Repository.Root, "pack", $"src/PostFocus.{project}", "-c", Configuration, "--no-build", "-o", _folder["packages"]);
        // Others' packages are where restoring this repository has put them; ours are taken anew.
        var others = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set
            ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(
            _folder["nuget.config"],
            $"""
            <configuration>
              <config><add key="globalPackagesFolder" value="{_folder["cache"]}" /></config>
              <packageSources><add key="local" value="{_folder["packages"]}" /></packageSources>
              <fallbackPackageFolders><add key="others" value="{others}" /></fallbackPackageFolders>
            </configuration>
            """
        );
    }

    /// <summary>Names of the packages' files.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder["packages"]).Select(f => Path.GetFileName(f)!);

    /// <summary>A package's file.</summary>
    public string this[string package] => _folder[$"packages/{package}.0.1.0.nupkg"];

    /// <summary>Builds and runs an app in a folder of its own, and gives what it printed and what it was restored from.</summary>
    /// <param name="program">A file of Apps; its ending tells the language.</param>
    /// <param name="languageVersion">Null: the newest.</param>
    /// <param name="packages">What it refers to, as NAME or NAME VERSION.</param>
    public (int ExitCode, string Output, string Assets) Start(string program, string? languageVersion, params string[] packages)
    {
        var app = Directory.CreateDirectory(_folder[$"app-{Guid.NewGuid():N}"]).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Apps", program), Path.Combine(app, program));
        var references = packages
            .Select(p => p.Split(' '))
            .Select(p => $"<PackageReference Include=\"{p[0]}\" Version=\"{p.ElementAtOrDefault(1) ?? "0.1.0"}\" />");
        File.WriteAllText(
            Path.Combine(app, "app" + Path.GetExtension(program) + "proj"),
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <LangVersion>{languageVersion ?? "default"}</LangVersion>
                <NoWarn>NU1603</NoWarn>
              </PropertyGroup>
              <ItemGroup>
                {(program.EndsWith(".fs", StringComparison.Ordinal) ? $"<Compile Include=\"{program}\" />" : "")}
                {string.Concat(references)}
              </ItemGroup>
            </Project>
            """
        );
        Run(app, "build", "-c", "Release", "-o", "bin/app");
        var (exitCode, output) = Try(app, "bin/app/app.dll", Path.Combine(Repository.Root, "data", "sample", "well200001"));
        return (exitCode, output, File.ReadAllText(Path.Combine(app, "obj", "project.assets.json")));
    }

    public void Dispose() => _folder.Dispose();

    internal static string Configuration =>
        AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            ? "Release"
            : "Debug";

    internal static void Run(string folder, params string[] arguments)
    {
        var (exitCode, output) = Try(folder, arguments);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output}");
    }

    internal static (int ExitCode, string Output) Try(string folder, params string[] arguments) => Execute("dotnet", folder, arguments);

    /// <summary>Runs a program to its end.</summary>
    internal static (int ExitCode, string Output) Execute(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What this test was started with is not for other programs.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(s_longest))
            process.Kill(entireProcessTree: true);
        return (process.ExitCode, output.Result + error.Result);
    }
}
