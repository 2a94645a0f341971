namespace PostFocus.Transforms.Onnx;

/// <summary>One named input of a network for one item, without the batch axis.</summary>
/// <param name="Name">As the network calls it.</param>
/// <param name="Fill">Writes the values where the network reads them.</param>
/// <param name="Shape">Of the values.</param>
internal readonly record struct NetworkInput(string Name, Action<Span<float>> Fill, params int[] Shape)
{
    public NetworkInput(string name, float[] values, params int[] shape)
        : this(name, values.CopyTo, shape) { }

    /// <summary>Numbers that <see cref="Fill"/> writes.</summary>
    public int Length => Shape.Aggregate(1, (product, side) => product * side);
}

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
