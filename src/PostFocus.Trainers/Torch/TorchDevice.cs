using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.MicrosoftML;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Torch;

/// <summary>Where to train, as <c>MLContext.GpuDeviceId</c> and <c>FallbackToCpu</c> ask.</summary>
internal static class TorchDevice
{
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
