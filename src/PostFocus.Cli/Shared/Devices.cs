using System.CommandLine;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace PostFocus.Cli.Shared;

/// <summary>The <c>--device</c> option and the MLContext that follows it.</summary>
internal static class Devices
{
    // Sources of the log lines that name the device.
    private static readonly string[] s_runtimes = ["ONNX Runtime", "TorchSharp"];

    /// <summary>Source of the lines that tell how far a network is.</summary>
    private const string Progress = "Progress";

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
    /// <param name="device">cpu or cuda:N.</param>
    /// <param name="output">Is told once what runs where, and how far a frame of many tiles is.</param>
    /// <param name="cancellation">Ends what the context does.</param>
    public static MLContext Context(string device, TextWriter output, CancellationToken cancellation)
    {
        _ = TryParse(device, out var gpu); // The option refuses all else.
        var context = new MLContext(seed: 1) { GpuDeviceId = gpu, FallbackToCpu = false };
        context.CancelWith(cancellation);
        var told = new HashSet<string>();
        context.Log += (_, message) =>
        {
            if (message.Kind != ChannelMessageKind.Info)
                return;
            if (
                message.Source.EndsWith(Progress, StringComparison.Ordinal)
                || s_runtimes.Any(r => message.Source.EndsWith(r, StringComparison.Ordinal)) && told.Add(message.RawMessage)
            )
                output.WriteLine(message.RawMessage);
        };
        return context;
    }

    private static bool TryParse(string? device, out int? gpu)
    {
        gpu = null;
        if (string.Equals(device, "cpu", StringComparison.OrdinalIgnoreCase))
            return true;
        if (
            device?.StartsWith("cuda:", StringComparison.OrdinalIgnoreCase) != true
            || !int.TryParse(device.AsSpan(5), out var index)
            || index < 0
        )
            return false;
        gpu = index;
        return true;
    }
}
