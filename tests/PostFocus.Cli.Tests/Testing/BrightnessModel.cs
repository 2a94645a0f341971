using System.Text;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>
/// A model zip whose verdicts a test knows beforehand, unlike those of trained networks: frames that are brighter than
/// the middle of their sequence's range are out of focus, and restoring adds noise.
/// </summary>
internal static class BrightnessModel
{
    private const int Side = 32;

    private static readonly Lazy<string> s_zip = new(Save);

    public static string Zip => s_zip.Value;

    /// <summary>[−mean, mean] as logits.</summary>
    private static byte[] Classifier() => Model(
        [Node("GlobalAveragePool", ["frame"], "pooled"), Node("Flatten", ["pooled"], "mean"), Node("Neg", ["mean"], "minus"),
            Node("Concat", ["minus", "mean"], "logits", Join(Text(1, "axis"), Number(3, 1), Number(20, 2)))],
        [Value("frame", Side, Side)], Value("logits"));

    private static byte[] Restorer() => Model(
        [Node("Identity", ["noisy"], "residual")],
        [Value("frame", Side, Side), Value("noisy", Side, Side), Value("time")], Value("residual", Side, Side));

    private static string Save()
    {
        var context = new MLContext(1);
        // Anything with the columns that the chain asks for.
        string folder = Directory.CreateTempSubdirectory("postfocus-model-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        TestFrames.WriteTiffs(folder, TestFrames.Alternating(2));
        IDataView frames = context.Data.LoadFrames(folder);
        ITransformer chain = context.Transforms.ScoreFocus(new FocusModel(Classifier(), Side))
            .Append(context.Transforms.ConditionalRestore(new RestorationModel(Restorer(), Side, 0.1f)))
            .Fit(frames);
        string zip = Path.Combine(folder, "brightness.zip");
        context.Model.Save(chain, frames.Schema, zip);
        return zip;
    }

    // ONNX's protobuf, as far as these networks need it: field numbers of ModelProto, GraphProto, NodeProto, ValueInfoProto.
    private static byte[] Model(byte[][] nodes, byte[][] inputs, byte[] output) => Join(
        Number(1, 8),
        Bytes(7, Join([.. nodes.Select(n => Bytes(1, n)), Text(2, "test"), .. inputs.Select(i => Bytes(11, i)), Bytes(12, output)])),
        Bytes(8, Number(2, 17)));

    private static byte[] Node(string type, string[] inputs, string output, byte[]? attribute = null) => Join(
        [.. inputs.Select(i => Text(1, i)), Text(2, output), Text(4, type), attribute is null ? [] : Bytes(5, attribute)]);

    /// <summary>An image [N, 1, height, width], or without sides a tensor whose shape is not stated.</summary>
    private static byte[] Value(string name, params int[] sides) => Join(
        Text(1, name),
        Bytes(2, Bytes(1, Join(Number(1, 1), sides is [] ? [] : Bytes(2, Join(
            [Bytes(1, Text(2, "N")), Bytes(1, Number(1, 1)), .. sides.Select(s => Bytes(1, Number(1, s)))]))))));

    private static byte[] Number(int field, int value) => [.. Varint(field << 3), .. Varint(value)];

    private static byte[] Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int field, byte[] content) => [.. Varint((field << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Join(params byte[][] parts) => [.. parts.SelectMany(p => p)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value >= 128; value >>= 7)
            yield return (byte)(value | 128);
        yield return (byte)value;
    }
}
