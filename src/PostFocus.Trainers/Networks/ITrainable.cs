using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks;

/// <summary>What trainings ask of classifiers and restorers alike.</summary>
internal interface ITrainable
{
    /// <summary>The type in which layers compute; weights, input and output are float32.</summary>
    ScalarType ComputeType { set; }

    /// <summary>Sets the weights to those of an ONNX file of the same network.</summary>
    /// <param name="onnx">The bytes of the file.</param>
    /// <param name="source">What messages call it.</param>
    void LoadWeights(ReadOnlyMemory<byte> onnx, string source);
}
