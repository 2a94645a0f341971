using System.Runtime.CompilerServices;
using PostFocus.Trainers.Networks.CoAtNets;

// Two cores, and libtorch has one number of threads per process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PostFocus.Trainers.Tests;

internal static class TestSetup
{
    /// <summary>Tests may touch TorchSharp before anything of Trainers.</summary>
    [ModuleInitializer]
    internal static void LoadTorch()
    {
        RuntimeHelpers.RunModuleConstructor(typeof(CoAtNet).Module.ModuleHandle);
        TorchSharp.torch.set_num_threads(1);
    }
}
