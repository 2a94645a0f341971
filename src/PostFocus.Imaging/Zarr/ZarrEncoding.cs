using System.Text.Json;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.Zarr.Codecs;

namespace PostFocus.Imaging.Zarr;

/// <summary>How the samples of a chunk become bytes: the order of the axes, the order of bytes, then codecs.</summary>
/// <param name="Order">The chunk's axes as stored, slowest first.</param>
/// <param name="BigEndian">Whether the most significant byte of a sample comes first.</param>
/// <param name="Codecs">What the bytes went through, first to last.</param>
internal sealed record ZarrEncoding(int[] Order, bool BigEndian, IReadOnlyList<ZarrCodec> Codecs)
{
    /// <summary>Codecs hardly ever make data longer: more than this is not a chunk.</summary>
    public static int MostBytes(int decoded) => (int)Math.Min(int.MaxValue, decoded + decoded / 4L + (1 << 16));

    /// <summary>The samples of a chunk.</summary>
    /// <exception cref="InvalidDataException">The data are damaged; other exceptions mean the same.</exception>
    public byte[] Decode(byte[] data, int size)
    {
        foreach (var codec in Codecs.Reverse())
            data = codec.Decode(data, MostBytes(size));
        return data.Length == size ? data : throw new InvalidDataException($"they are {data.Length} bytes, where a chunk has {size}");
    }

    /// <summary>The bytes of a chunk's samples as they are stored.</summary>
    public byte[] Encode(byte[] samples) => Codecs.Aggregate(samples, (data, codec) => codec.Encode(data));

    /// <summary>Samples between neighbours along each axis of the array, within a stored chunk.</summary>
    public int[] Strides(int[] chunk)
    {
        var strides = new int[chunk.Length];
        var stride = 1;
        foreach (var axis in Order.Reverse())
        {
            strides[axis] = stride;
            stride *= chunk[axis];
        }
        return strides;
    }

    /// <summary>From version 2: order, filters, compressor.</summary>
    public static ZarrEncoding Parse2(ZarrNode node, bool bigEndian, int axes, int sampleBytes)
    {
        var order = node.Array.Get("order").Text() switch
        {
            "C" or null => Enumerable.Range(0, axes),
            "F" => Enumerable.Range(0, axes).Reverse(),
            var other => throw node.Refuse($"its order is '{other}', not C or F. Write the image again."),
        };
        var codecs = (node.Array.Get("filters").Items() ?? [])
            .Select(f => (JsonElement?)f)
            .Append(node.Array.Get("compressor"))
            .Where(c => c is not null);
        return new ZarrEncoding([.. order], bigEndian, [.. codecs.Select(c => Codec(c.Get("id").Text(), c, sampleBytes, node))]);
    }

    /// <summary>From version 3: transpose, bytes, then codecs of bytes.</summary>
    public static ZarrEncoding Parse3(ZarrNode node, IReadOnlyList<JsonElement> codecs, int axes, int sampleBytes)
    {
        int[] order = [.. Enumerable.Range(0, axes)];
        var next = 0;
        for (; next < codecs.Count && NameOf(codecs[next]) == "transpose"; next++)
        {
            var further = codecs[next].Get("configuration").Get("order").WholeNumbers(0) ?? [];
            if (!further.Order().SequenceEqual(Enumerable.Range(0, axes)))
                throw node.Refuse(
                    $"its codec transpose has the order {codecs[next].Get("configuration").Get("order").Shown()}, which is none of {axes} axes. Write the image again."
                );
            order = [.. further.Select(axis => order[axis])];
        }
        if (next == codecs.Count || NameOf(codecs[next]) != "bytes")
            throw node.Refuse(
                $"its codec '{(next < codecs.Count ? NameOf(codecs[next]) : "?")}' stands where samples become bytes, and is not supported there: 'bytes' is. Save it again with zstd or gzip."
            );
        var bigEndian = codecs[next].Get("configuration").Get("endian").Text() == "big";
        return new ZarrEncoding(
            order,
            bigEndian,
            [.. codecs.Skip(next + 1).Select(c => Codec(NameOf(c), c.Get("configuration"), sampleBytes, node))]
        );
    }

    /// <summary>A codec without settings may be its name alone.</summary>
    public static string NameOf(JsonElement codec) => ((JsonElement?)codec).Text() ?? codec.Get("name").Text() ?? "?";

    private static ZarrCodec Codec(string? name, JsonElement? settings, int sampleBytes, ZarrNode node) =>
        ZarrCodec.Find(name, settings, sampleBytes)
        ?? throw node.Refuse(
            $"it is stored with the codec '{name ?? "?"}', which is not supported: gzip, zlib, zstd, lz4 and Blosc are. Save it again with zstd or gzip."
        );
}
