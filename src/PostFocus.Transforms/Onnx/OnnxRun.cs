using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>One run of ONNX Runtime: the inputs of some items packed along the batch axis, and their outputs handed out.</summary>
internal static class OnnxRun
{
    private static long s_ticksInside;

    /// <summary>Time spent inside ONNX Runtime, summed over threads, by all networks of this process.</summary>
    public static TimeSpan TimeInside => new(Interlocked.Read(ref s_ticksInside));

    /// <param name="session">The network.</param>
    /// <param name="network">What errors call it.</param>
    /// <param name="all">The items.</param>
    /// <param name="first">The first of this run.</param>
    /// <param name="itemsPerRun">How many a run has; where fewer are left, the rest is zeros.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="FrameFormatException">The network gave a number that is not finite.</exception>
    public static void Evaluate(
        OnnxSession session,
        string network,
        NetworkItems all,
        int first,
        int itemsPerRun,
        CancellationToken cancellation
    )
    {
        var used = Math.Min(itemsPerRun, all.Count - first);
        NetworkInput[][] items = [.. Enumerable.Range(first, used).Select(all.Inputs)];
        var names = new string[items[0].Length];
        var values = new OrtValue[names.Length];
        try
        {
            for (var i = 0; i < names.Length; i++)
            {
                var input = items[0][i];
                names[i] = input.Name;
                var length = input.Length;
                // Its own memory is aligned. That of an array is not, and where a sum of vectors begins would depend on it, so also its
                // rounding.
                values[i] = OrtValue.CreateAllocatedTensorValue(
                    OrtAllocator.DefaultInstance,
                    TensorElementType.Float,
                    [itemsPerRun, .. input.Shape.Select(d => (long)d)]
                );
                var packed = values[i].GetTensorMutableDataAsSpan<float>();
                for (var item = 0; item < used; item++)
                    items[item][i].Fill(packed.Slice(item * length, length));
                packed[(used * length)..].Clear();
            }
            var start = Stopwatch.GetTimestamp();
            using var results = session.Run(values, names, itemsPerRun, cancellation);
            Interlocked.Add(ref s_ticksInside, Stopwatch.GetElapsedTime(start).Ticks);

            for (var item = 0; item < used; item++)
            {
                var outputs = Outputs(results, item, itemsPerRun);
                RequireFinite(outputs, network, all.Name(first + item));
                all.Output(first + item, outputs);
            }
        }
        finally
        {
            foreach (var value in values)
                value?.Dispose();
        }
    }

    private static void RequireFinite(ReadOnlySpan<float> outputs, string network, string name)
    {
        foreach (var value in outputs)
        {
            if (!float.IsFinite(value))
            {
                throw new FrameFormatException(
                    name,
                    null,
                    $"the network of the {network} gave {(float.IsNaN(value) ? "NaN" : "infinity")} for it, which says nothing. If it does so for every frame, the model is at fault"
                );
            }
        }
    }

    private static ReadOnlySpan<float> Outputs(IReadOnlyList<OrtValue> results, int item, int itemsPerRun)
    {
        if (results.Count == 1)
            return Output(results[0]);
        var joined = new List<float>();
        foreach (var result in results)
            joined.AddRange(Output(result));
        return joined.ToArray();

        ReadOnlySpan<float> Output(OrtValue result)
        {
            var all = result.GetTensorDataAsSpan<float>();
            var length = all.Length / itemsPerRun;
            return all.Slice(item * length, length);
        }
    }
}
