using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace PostFocus.Benchmarks.Reporting;

/// <summary>The machine that a benchmark runs on.</summary>
internal static class Machine
{
    /// <summary>Call it before the benchmark: the load tells what else was running.</summary>
    public static string Describe() =>
        $"{Environment.ProcessorCount} × {Processor()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, "
        + $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}, load average before the run {LoadAverage()}";

    private static string Processor()
    {
        var model = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return model?.Split(':', 2)[1].Trim() ?? $"{RuntimeInformation.ProcessArchitecture}";
    }

    private static string LoadAverage() => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
