using PostFocus.Imaging;
using PostFocus.Transforms.Onnx;
using TorchSharp;

namespace PostFocus.Trainers.Onnx;

/// <summary>Gives the tensors of an ONNX file their places in a network, by their order and shapes.</summary>
internal static class WeightMatching
{
    private const int MostColours = 3;

    /// <param name="source">What messages call the file.</param>
    /// <param name="file">Its weights.</param>
    /// <param name="graph">The network as it would write itself as an ONNX file.</param>
    /// <param name="state">Its parameters and running statistics, as PyTorch orders them.</param>
    /// <exception cref="PostFocusException">The tensors are not the network's.</exception>
    public static void Load(string source, OnnxWeights file, OnnxGraph graph, IReadOnlyList<WeightSlot> state)
    {
        WeightSlot[] learnt = [.. graph.Constants.Where(slot => slot.Load is not null)];
        OnnxInitializer[] byUse = [.. file.InOrderOfUse.Where(IsLearnt)],
            byPlace = [.. file.Tensors.Where(IsLearnt)];
        (IReadOnlyList<OnnxInitializer> Tensors, IReadOnlyList<WeightSlot> Slots)[] readings =
        [
            (file.Tensors, graph.Constants), // our own files, which have all constants in order
            (byUse, state),
            (byPlace, state),
            (byUse, learnt),
            (byPlace, learnt),
        ];
        var fits = readings.Select(r => Fit(r.Tensors, r.Slots)).ToArray();
        var chosen = Array.IndexOf(fits, null);
        if (chosen < 0)
            throw new PostFocusException(
                $"'{source}' does not hold weights of this network: {fits.MaxBy(f => f!.Place)!.Reason} "
                    + "Check the network's size and input channels; from PyTorch, export in evaluation mode with training=TrainingMode.PRESERVE "
                    + "and do_constant_folding=False, so that all parameters keep their shapes."
            );
        var (tensors, slots) = readings[chosen];
        if (slots != state)
            graph.Folded.Load(file.Normalizations);
        foreach (var (tensor, slot) in tensors.Zip(slots))
            if (slot.Load is not null && IsSame(tensor.Shape, slot.Shape))
                slot.Load(torch.tensor(tensor.Values).reshape([.. slot.Shape]));
    }

    private sealed record Misfit(int Place, string Reason);

    /// <summary>The first place where they differ; null where there is none.</summary>
    private static Misfit? Fit(IReadOnlyList<OnnxInitializer> tensors, IReadOnlyList<WeightSlot> slots)
    {
        for (var i = 0; i < Math.Min(tensors.Count, slots.Count); i++)
            if (!IsSame(tensors[i].Shape, slots[i].Shape) && !IsOtherClassCount(tensors, slots, i))
                return new(
                    i,
                    $"tensor '{tensors[i].Name}' is [{string.Join(", ", tensors[i].Shape)}] where [{string.Join(", ", slots[i].Shape)}] is expected."
                );
        return tensors.Count == slots.Count
            ? null
            : new(Math.Min(tensors.Count, slots.Count), $"it has {tensors.Count} tensors instead of {slots.Count}.");
    }

    /// <summary>The last layer may be for other classes; it is then left as it is.</summary>
    private static bool IsOtherClassCount(IReadOnlyList<OnnxInitializer> tensors, IReadOnlyList<WeightSlot> slots, int place)
    {
        var lastLayer = slots[^1].Shape.Count == 1 ? 2 : 1; // weights and bias, or weights alone
        return tensors.Count == slots.Count
            && place >= slots.Count - lastLayer
            && IsSame([.. tensors[place].Shape.Skip(1)], [.. slots[place].Shape.Skip(1)]);
    }

    /// <summary>Whether the shapes are the same but for axes of length 1 at the end, which kernels of linear layers have here.</summary>
    private static bool IsSame(IReadOnlyList<long> a, IReadOnlyList<long> b) => Trimmed(a).SequenceEqual(Trimmed(b));

    private static IEnumerable<long> Trimmed(IReadOnlyList<long> shape)
    {
        var count = shape.Count;
        while (count > 1 && shape[count - 1] == 1)
            count--;
        return shape.Take(count);
    }

    /// <summary>Scalars and the normalisation of colours are part of the arithmetic.</summary>
    private static bool IsLearnt(OnnxInitializer tensor) => tensor.Shape.Count == 1 || tensor.Values.Length > MostColours;
}
