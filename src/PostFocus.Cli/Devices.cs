using System.CommandLine;
using Microsoft.ML;

namespace PostFocus.Cli;

/// <summary>The <c>--device</c> option and the MLContext that follows it.</summary>
internal static class Devices
{
    public static Option<string> Option()
    {
        var option = new Option<string>("--device")
        {
            HelpName = "DEVICE",
            Description = "cpu, or cuda:N (needs a build with -p:PostFocusDevice=cuda).",
            DefaultValueFactory = _ => "cpu",
        };
        option.Validators.Add(result =>
        {
            if (!TryParse(result.GetValueOrDefault<string>(), out _))
                result.AddError($"--device must be cpu or cuda:N, for instance cuda:0, not '{result.GetValueOrDefault<string>()}'.");
        });
        return option;
    }

    /// <summary>A context on the device; asked for CUDA, it does not fall back silently.</summary>
    public static MLContext Context(string device, int seed = 1)
    {
        if (!TryParse(device, out int? gpu))
            throw new ArgumentException($"'{device}' is no device: give cpu or cuda:N, for instance cuda:0.", nameof(device));
        return new MLContext(seed) { GpuDeviceId = gpu, FallbackToCpu = false };
    }

    private static bool TryParse(string? device, out int? gpu)
    {
        gpu = null;
        if (string.Equals(device, "cpu", StringComparison.OrdinalIgnoreCase))
            return true;
        if (device?.StartsWith("cuda:", StringComparison.OrdinalIgnoreCase) != true || !int.TryParse(device.AsSpan(5), out int index) || index < 0)
            return false;
        gpu = index;
        return true;
    }
}
