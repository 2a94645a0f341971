namespace PostFocus.Transforms.Onnx;

/// <summary>One named input of a network for one item, without the batch axis.</summary>
internal readonly record struct NetworkInput(string Name, ReadOnlyMemory<float> Values, params int[] Shape);

/// <summary>What a network is evaluated for; the functions are called from several threads.</summary>
/// <param name="Count">Number of items.</param>
/// <param name="Inputs">The inputs of an item.</param>
/// <param name="Output">Receives an item's outputs, one behind the other; once more where memory was exhausted.</param>
/// <param name="Name">The frame that an item belongs to, for errors.</param>
internal sealed record NetworkItems(
    int Count,
    Func<int, NetworkInput[]> Inputs,
    Action<int, ReadOnlySpan<float>> Output,
    Func<int, string> Name
);
