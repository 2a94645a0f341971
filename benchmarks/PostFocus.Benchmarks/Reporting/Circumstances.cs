using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.ML.OnnxRuntime;

namespace PostFocus.Benchmarks.Reporting;

/// <summary>What a reader needs to repeat a benchmark: command, data, model, machine.</summary>
internal static class Circumstances
{
    public static MarkdownReport Add(this MarkdownReport report, BenchmarkInput input) => report
        .Paragraph("Made from the repository's root by")
        .Code(Command())
        .List(
            $"Data: {input.Origin ?? "origin not stated"} (SHA-256 of {Path.GetFileName(input.ManifestPath)}: {Hash(input.ManifestPath)}).",
            $"Model: {Path.GetFileName(input.ModelPath)} (SHA-256 {Hash(input.ModelPath)}).",
            $"Machine: {Machine()}.");

    private static string Command() =>
        "dotnet run -c Release --project benchmarks/PostFocus.Benchmarks -- " +
        string.Join(' ', Environment.GetCommandLineArgs().Skip(1).Select(Argument));

    /// <summary>Of a rooted path only the name: where one machine keeps its files tells others nothing.</summary>
    private static string Argument(string argument)
    {
        if (Path.IsPathRooted(argument))
            argument = Path.GetFileName(Path.TrimEndingDirectorySeparator(argument));
        return argument.Contains(' ', StringComparison.Ordinal) ? $"\"{argument}\"" : argument;
    }

    private static string Hash(string path)
    {
        using FileStream file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file))[..16];
    }

    private static string Machine() => string.Create(CultureInfo.InvariantCulture,
        $"{Environment.ProcessorCount} × {Processor()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, " +
        $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, load average at the end {LoadAverage()}");

    private static string Processor() => !File.Exists("/proc/cpuinfo")
        ? RuntimeInformation.ProcessArchitecture.ToString()
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>Above the number of cores something else was running too.</summary>
    private static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
