using System.Runtime.CompilerServices;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.MicrosoftML;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Torch;

/// <summary>Where to train, as <c>MLContext.GpuDeviceId</c> and <c>FallbackToCpu</c> ask.</summary>
internal static class TorchDevice
{
    /// <summary>Passes where TorchSharp finds its native library: whoever trains chooses the package that has it.</summary>
    /// <exception cref="PostFocusException">It does not.</exception>
    public static void RequireLibrary()
    {
        try
        {
            RuntimeHelpers.RunClassConstructor(typeof(TorchSharp.torch).TypeHandle);
        }
        catch (TypeInitializationException e)
        {
            throw new PostFocusException(
                "The native library of TorchSharp is missing or cannot be loaded. Add the package TorchSharp-cpu to train on the CPU, or "
                    + "TorchSharp-cuda-linux or TorchSharp-cuda-windows for a GPU, of the version of the package TorchSharp.",
                e
            );
        }
    }

    /// <exception cref="PostFocusException">A GPU was asked for that is not there, and falling back is not allowed.</exception>
    public static Device Of(IHostEnvironment environment)
    {
        (var gpu, var fallbackToCpu) = environment.Device();
        if (gpu is int index)
        {
            if (cuda.is_available() && index < cuda.device_count())
            {
                environment.LogLine("TorchSharp", $"Training runs on CUDA device {index}.");
                return new Device(TorchSharp.DeviceType.CUDA, index);
            }
            if (!fallbackToCpu)
            {
                throw new PostFocusException(
                    $"CUDA device {index} is not available. Build with -p:PostFocusDevice=cuda on a machine with an NVIDIA "
                        + "driver, or train on the CPU."
                );
            }
            environment.LogLine("TorchSharp", $"CUDA device {index} is not available.");
        }
        environment.LogLine("TorchSharp", "Training runs on the CPU.");
        return CPU;
    }
}
