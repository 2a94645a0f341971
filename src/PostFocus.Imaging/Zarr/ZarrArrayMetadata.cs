using System.Text.Json;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Zarr;

/// <summary>Opens arrays by what their metadata say, of Zarr 2 or 3.</summary>
internal static class ZarrArrayMetadata
{
    private const int LeastAxes = 2,
        MostAxes = 5;

    /// <exception cref="FrameFormatException">They are damaged, or say what is not supported.</exception>
    public static ZarrArray Open(ZarrNode node)
    {
        if (node.Array is not { } description)
            throw node.Refuse("there is no Zarr array where the metadata of the image name one. Copy or write the image again.");
        var shape =
            description.Get("shape").WholeNumbers(1)
            ?? throw node.Refuse($"its shape is {description.Get("shape").Shown()}, which has no pixels. Write the image again.");
        if (shape.Length is < LeastAxes or > MostAxes)
            throw node.Refuse(
                $"it has {shape.Length} axes ({string.Join(" × ", shape)}), where time, channel, focal plane, height and width are known. Save an array of {LeastAxes} to {MostAxes} axes."
            );
        long height = shape[^2],
            width = shape[^1];
        if (SampleLimits.TooLarge(height, width, "its planes are", "its metadata are damaged") is { } tooLarge)
            throw node.Refuse(tooLarge);
        if (shape[..^2].Aggregate(1.0, (product, size) => product * size) > StackSizes.Most)
            throw node.Refuse(
                $"it has more than {StackSizes.Most} planes: {string.Join(" × ", shape)}. Its metadata are damaged, or cut it into several images."
            );
        return node.Version == 2 ? Open2(node, shape) : Open3(node, shape);
    }

    private static ZarrArray Open2(ZarrNode node, int[] shape)
    {
        var named = node.Array.Get("dtype");
        if (named.Text() is not { } text || ZarrType.Parse2(text) is not var (type, bigEndian))
            throw UnknownType(node, named);
        var chunk = Chunk(node, node.Array.Get("chunks"), shape);
        // The separator is '.' where none is named, but there are writers of '/' that do not say so.
        string[] separators = node.Array.Get("dimension_separator").Text() is { } separator ? [separator] : [".", "/"];
        return new ZarrArray(
            node,
            shape,
            chunk,
            type,
            Fill(node, type),
            ZarrEncoding.Parse2(node, bigEndian, shape.Length, SampleKind.Of(type).Bits / 8),
            new ZarrChunkFiles(node.Folder, "", [.. separators.Select(s => Separator(node, s))])
        );
    }

    private static ZarrArray Open3(ZarrNode node, int[] shape)
    {
        var named = node.Array.Get("data_type");
        if (named.Text() is not { } text || ZarrType.Parse3(text) is not { } type)
            throw UnknownType(node, named);
        if (node.Array.Get("storage_transformers").Items() is { Count: > 0 })
            throw node.Refuse("it is stored with a storage transformer, which is not supported. Save it again without.");
        var chunk = Chunk(node, node.Array.Get("chunk_grid").Get("configuration").Get("chunk_shape"), shape);
        var keys = node.Array.Get("chunk_key_encoding");
        var isDefault = keys.Get("name").Text() is null or "default";
        var separator = Separator(node, keys.Get("configuration").Get("separator").Text() ?? (isDefault ? "/" : "."));
        var files = new ZarrChunkFiles(node.Folder, isDefault ? "c" + separator : "", separator);
        var codecs = node.Array.Get("codecs").Items() ?? [];
        if (codecs is not [var only] || ZarrEncoding.NameOf(only) != "sharding_indexed")
            return new ZarrArray(
                node,
                shape,
                chunk,
                type,
                Fill(node, type),
                ZarrEncoding.Parse3(node, codecs, shape.Length, SampleKind.Of(type).Bits / 8),
                files
            );
        var shards = ZarrShards.Parse(node, only, chunk, files, SampleKind.Of(type).Bits / 8);
        return new ZarrArray(node, shape, shards.Chunk, type, Fill(node, type), shards.Encoding, shards.Chunks);
    }

    private static int[] Chunk(ZarrNode node, JsonElement? chunk, int[] shape) =>
        chunk.WholeNumbers(1) is { } sizes && sizes.Length == shape.Length
            ? sizes
            : throw node.Refuse(
                $"its chunks are {chunk.Shown()}, but it has {shape.Length} axes. Its metadata are damaged: copy or write the image again."
            );

    private static float Fill(ZarrNode node, PixelType type) =>
        ZarrType.Fill(node.Array.Get("fill_value"), type)
        ?? throw node.Refuse(
            $"its fill value is {node.Array.Get("fill_value").Shown()}, which a pixel of type {type} cannot have. Write the image again."
        );

    private static string Separator(ZarrNode node, string separator) =>
        separator is "." or "/"
            ? separator
            : throw node.Refuse(
                $"its chunk names are separated by '{(separator.Length > 10 ? separator[..10] + "…" : separator)}', not by '.' or '/'. Write the image again."
            );

    private static FrameFormatException UnknownType(ZarrNode node, JsonElement? type) =>
        node.Refuse(
            $"its numbers are {type.Shown()}, where integers of 8 to 32 bits and floats of 16 to 64 bits are supported. Save it as one of these."
        );
}
