using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>An input or output of a network: a tensor of float32.</summary>
/// <param name="Name">In the file.</param>
/// <param name="Shape">Of one item, without the batch axis; null: any.</param>
internal sealed record OnnxValueInfo(string Name, params int[]? Shape)
{
    /// <summary>Numbers of an item; null: any.</summary>
    public int? Length => Shape?.Aggregate(1, (product, axis) => product * axis);

    public override string ToString() => $"'{Name}' float32 {Shown(Shape?.Prepend(-1))}";

    /// <summary>Axes, where −1 is one that is not fixed.</summary>
    public static string Shown(IEnumerable<int>? axes) =>
        axes is null ? "[N, …]" : $"[{string.Join(", ", axes.Select(a => a < 0 ? "N" : $"{a}"))}]";
}

/// <summary>What is asked of a network: by a model, of the file that it came with.</summary>
/// <param name="Network">What messages call it.</param>
/// <param name="Inputs">All its inputs.</param>
/// <param name="Outputs">The outputs that are evaluated; others do not matter.</param>
internal sealed record OnnxContract(string Network, IReadOnlyList<OnnxValueInfo> Inputs, IReadOnlyList<OnnxValueInfo> Outputs)
{
    /// <summary>Names of the outputs.</summary>
    public IReadOnlyCollection<string> OutputNames { get; } = [.. Outputs.Select(output => output.Name)];

    /// <exception cref="PostFocusException">Names, types or shapes of the network are others.</exception>
    public void Check(InferenceSession session)
    {
        foreach (var input in Inputs)
            Check("input", input, session.InputMetadata);
        if (session.InputMetadata.Keys.FirstOrDefault(name => !Inputs.Any(i => i.Name == name)) is { } unknown)
            throw Broken($"it has the input '{unknown}' as well, and is given {string.Join(", ", Inputs)}");
        foreach (var output in Outputs)
            Check("output", output, session.OutputMetadata);
    }

    /// <exception cref="PostFocusException">An output is of another type or shape than the network's file says.</exception>
    public void Check(IReadOnlyList<OrtValue> results, int items)
    {
        foreach ((var output, var result) in Outputs.Zip(results))
        {
            var found = result.GetTensorTypeAndShape();
            if (
                found.ElementDataType != TensorElementType.Float
                || (output.Length is { } length ? found.ElementCount != (long)items * length : found.ElementCount % items != 0)
            )
            {
                throw Broken(
                    $"its output {output} came as {found.ElementDataType} {OnnxValueInfo.Shown(found.Shape.Select(axis => (int)axis))}"
                );
            }
        }
    }

    private void Check(string kind, OnnxValueInfo asked, IReadOnlyDictionary<string, NodeMetadata> all)
    {
        if (!all.TryGetValue(asked.Name, out var found))
            throw Broken(
                $"it has no {kind} {asked}, only {(all.Count == 0 ? "none" : string.Join(", ", all.Keys.Select(name => $"'{name}'")))}"
            );
        if (!found.IsTensor || found.ElementDataType != TensorElementType.Float)
            throw Broken($"its {kind} {asked} is of {(found.IsTensor ? found.ElementDataType : found.OnnxValueType)}");
        // Axes that the file does not tell are seen when the network runs.
        var axes = found.Dimensions;
        if (
            axes.Length > 0
            && asked.Shape is { } shape
            && (
                axes.Length != shape.Length + 1
                || axes[0] is not (< 0 or 1)
                || axes.Skip(1).Zip(shape).Any(pair => pair.First >= 0 && pair.First != pair.Second)
            )
        )
        {
            throw Broken($"its {kind} {asked} is {OnnxValueInfo.Shown(axes)}");
        }
    }

    private PostFocusException Broken(string problem) => new($"The network of the {Network} does not fit: {problem}.");
}
