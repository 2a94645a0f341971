using Google.Protobuf;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Benchmarks.Libraries;

/// <summary>
/// Protocol buffers: a network's file looked through, down to each node and tensor, by this project's reader and by Google's.
/// </summary>
internal static class WireSection
{
    private const int Damaged = 2000;

    private static readonly int[] s_graph = [7],
        s_parts = [1, 5];

    public static void Add(MarkdownReport report, string model)
    {
        var onnx = new MLContext().FocusRestoration.LoadModels(model).Restorer!.OnnxFile.ToArray();
        var (ours, theirs) = (Own(onnx), Google(onnx));
        if (ours != theirs)
            throw new InvalidDataException($"{ours} fields here, {theirs} there.");
        var times = Timing.Milliseconds(() => Repeat(() => Own(onnx)), () => Repeat(() => Google(onnx)));
        report
            .Heading(2, "Protocol buffers")
            .Paragraph(
                $"The shipped restorer's file ({onnx.Length / 1e6:F1} MB) looked through down to the fields of each node and tensor ({ours} fields), as is done before "
                    + $"ONNX Runtime sees it; and {Damaged} damaged files (one to eight bytes changed, every second one cut off): how they end. "
                    + "Google's reader is its CodedInputStream, which needs no generated code; it steps into a message only in a copy of it."
            )
            .Table(
                ["", "ms", "MB allocated", "damaged: read", "damaged: refused", "damaged: other errors"],
                [Row("PostFocus", times[0], () => Own(onnx), onnx, Own), Row("Google.Protobuf", times[1], () => Google(onnx), onnx, Google)]
            );
    }

    private const int Rounds = 20;

    private static void Repeat(Func<int> read)
    {
        for (var i = 0; i < Rounds; i++)
            read();
    }

    private static string[] Row(string name, double ms, Func<int> read, byte[] onnx, Func<byte[], int> reader)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        read();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        int good = 0,
            refused = 0,
            other = 0;
        var random = new Random(1);
        for (var i = 0; i < Damaged; i++)
        {
            // The start of the file, where its structure is dense; weights are most of the rest.
            byte[] damaged = [.. onnx.AsSpan(0, i % 2 == 0 ? onnx.Length : random.Next(1, onnx.Length))];
            for (var k = random.Next(1, 9); k > 0; k--)
                damaged[random.Next(Math.Min(damaged.Length, 4096))] = (byte)random.Next(256);
            try
            {
                reader(damaged);
                good++;
            }
            catch (Exception e) when (e is PostFocusException or InvalidProtocolBufferException)
            {
                refused++;
            }
            catch (Exception)
            {
                other++;
            }
        }
        return [name, $"{ms / Rounds:F2}", $"{allocated / 1e6:F2}", $"{good}", $"{refused}", $"{other}"];
    }

    /// <summary>Fields seen.</summary>
    private static int Own(byte[] onnx) => Own(onnx, [s_graph, s_parts]);

    private static int Own(ReadOnlyMemory<byte> message, ReadOnlySpan<int[]> inside)
    {
        var count = 0;
        foreach (var field in ProtobufMessage.Read(message))
        {
            count++;
            if (field.Content is { } content && inside.Length > 0 && inside[0].Contains(field.Number))
                count += Own(content, inside[1..]);
        }
        return count;
    }

    private static int Google(byte[] onnx) => Google(new CodedInputStream(onnx), [s_graph, s_parts]);

    private static int Google(CodedInputStream message, ReadOnlySpan<int[]> inside)
    {
        var count = 0;
        while (message.ReadTag() is > 0 and var tag)
        {
            count++;
            var content = WireFormat.GetTagWireType(tag) == WireFormat.WireType.LengthDelimited;
            if (content && inside.Length > 0 && inside[0].Contains(WireFormat.GetTagFieldNumber(tag)))
                count += Google(message.ReadBytes().CreateCodedInput(), inside[1..]);
            else
                message.SkipLastField();
        }
        return count;
    }
}
