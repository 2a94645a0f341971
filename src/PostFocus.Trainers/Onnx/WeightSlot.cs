using TorchSharp;

namespace PostFocus.Trainers.Onnx;

/// <summary>A place in a file of weights.</summary>
/// <param name="Shape">Shape of the tensor there.</param>
/// <param name="Load">Sets the network's parameters from a tensor of that shape; null for numbers that are not learnt.</param>
internal sealed record WeightSlot(IReadOnlyList<long> Shape, Action<torch.Tensor>? Load);
