using PostFocus.Transforms.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Onnx;

/// <summary>ONNX files as others than PostFocus write them: weights alone, and nodes that use them.</summary>
public static class OtherOnnx
{
    public enum Storage
    {
        Raw,
        Half,
        List,
        HalfList,
    }

    /// <param name="tensors">Initialisers, in the order of the file.</param>
    /// <param name="uses">Their numbers in the order of the nodes that use them; null for no nodes.</param>
    /// <param name="storage">How numbers are stored.</param>
    public static byte[] Of(IEnumerable<Tensor> tensors, IEnumerable<int>? uses = null, Storage storage = Storage.Raw)
    {
        var model = new ProtobufWriter();
        model.Integer(1, 8);
        model.Text(2, "pytorch");
        model.Message(
            7,
            graph =>
            {
                foreach (var i in uses ?? [])
                    graph.Message(
                        1,
                        node =>
                        {
                            node.Text(1, "value");
                            node.Text(1, $"weight{i}");
                            node.Text(2, "value");
                            node.Text(4, "Conv");
                        }
                    );
                foreach (var (i, tensor) in tensors.Index())
                    graph.Message(5, t => Write(t, $"weight{i}", tensor.detach(), storage));
            }
        );
        return model.Written.ToArray();
    }

    private static void Write(ProtobufWriter writer, string name, Tensor tensor, Storage storage)
    {
        foreach (var length in tensor.shape)
            writer.Integer(1, length);
        writer.Integer(2, (int)(storage is Storage.Half or Storage.HalfList ? OnnxElementType.Float16 : OnnxElementType.Float));
        writer.Text(8, name);
        if (storage == Storage.List)
            foreach (var value in tensor.data<float>())
                writer.Float(4, value);
        else if (storage == Storage.HalfList)
            foreach (var value in tensor.data<float>())
                writer.Integer(5, BitConverter.HalfToUInt16Bits((Half)value));
        else
            writer.Bytes(9, tensor.to(storage == Storage.Half ? ScalarType.Float16 : ScalarType.Float32).contiguous().bytes);
    }
}
