using PostFocus.Trainers.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.Blocks;

/// <summary>Starting weights, drawn from an explicit generator, so that they do not depend on what else runs in the process.</summary>
internal static class Initialization
{
    /// <summary>Uniform in ±1/√(inputs of a unit): torch's own default for convolutions and linear layers.</summary>
    public static Parameter Uniform(Generator generator, long inputs, params long[] shape)
    {
        var bound = 1 / Math.Sqrt(inputs);
        return new Parameter(empty(shape).uniform_(-bound, bound, generator));
    }

    public static Parameter Constant(double value, params long[] shape) => new(Numbers.Constant(value, shape));
}
