using System.CommandLine;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace PostFocus.Cli.Shared;

/// <summary>The <c>--device</c> option and the MLContext that follows it.</summary>
internal static class Devices
{
    /// <summary>Where none is asked for.</summary>
    public const int Seed = 1;

    // Sources of the log lines that name the device.
    private static readonly string[] s_runtimes = ["ONNX Runtime", "TorchSharp"];

    /// <summary>Sources of the lines that tell how far a network is, and how its training goes.</summary>
    private static readonly string[] s_progress = ["Progress", "PostFocus training"];

    /// <summary>Whether the packages of the build are those for GPUs.</summary>
    public static bool BuiltForGpus { get; } =
        typeof(Devices).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(a => a is { Key: "PostFocusDevice", Value: "cuda" });

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
            var device = result.GetValueOrDefault<string>();
            if (!TryParse(device, out var gpu))
                result.AddError($"--device must be cpu or cuda:N, for instance cuda:0, not '{device}'.");
            else if (gpu is not null && !BuiltForGpus)
                result.AddError(
                    $"--device {device}: this build of postfocus is for the CPU only. Build it with 'dotnet build -c Release -p:PostFocusDevice=cuda' on a machine with an NVIDIA driver, or leave --device out."
                );
        });
        return option;
    }

    /// <summary>A context on the device; asked for CUDA, it does not fall back silently.</summary>
    /// <param name="device">cpu or cuda:N.</param>
    /// <param name="output">Is told once what runs where, how far a frame of many tiles is, and how a training goes.</param>
    /// <param name="cancellation">Ends what the context does.</param>
    public static MLContext Context(string device, TextWriter output, CancellationToken cancellation)
    {
        _ = TryParse(device, out var gpu); // The option refuses all else.
        var context = new MLContext(Seed) { GpuDeviceId = gpu, FallbackToCpu = false };
        context.CancelWith(cancellation);
        var told = new HashSet<string>();
        context.Log += (_, message) =>
        {
            if (message.Kind is not (ChannelMessageKind.Info or ChannelMessageKind.Warning))
                return;
            if (IsFrom(s_progress) || IsFrom(s_runtimes) && told.Add(message.RawMessage))
                output.WriteLine(message.RawMessage);

            bool IsFrom(string[] sources) => sources.Any(source => message.Source.EndsWith(source, StringComparison.Ordinal));
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
