using System.Buffers.Binary;
using System.Text.Json;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.SampleFormats;
using PostFocus.Imaging.Zarr.Codecs;

namespace PostFocus.Imaging.Zarr;

/// <summary>Many chunks to a file, with an index of where each begins and how long it is (codec sharding_indexed of version 3).</summary>
/// <param name="files">The files.</param>
/// <param name="chunksPerFile">How many chunks a file holds along each axis.</param>
/// <param name="indexAtEnd">Whether the index is at the end or at the beginning.</param>
/// <param name="indexCodec">What the index went through; null: nothing.</param>
internal sealed class ZarrShards(ZarrChunkFiles files, int[] chunksPerFile, bool indexAtEnd, Crc32CCodec? indexCodec) : ZarrChunks
{
    private const int EntryBytes = 16;

    private ZarrPiece? _file;
    private byte[] _index = [];

    public override ZarrPiece? Find(ReadOnlySpan<int> chunk)
    {
        var outer = new int[chunk.Length];
        var entry = 0L;
        for (var axis = 0; axis < outer.Length; axis++)
        {
            (outer[axis], var within) = Math.DivRem(chunk[axis], chunksPerFile[axis]);
            entry = entry * chunksPerFile[axis] + within;
        }
        if (files.Find(outer) is not { } file)
            return null;
        if (file != _file)
            (_index, _file) = (ReadIndex(file), file);

        var at = _index.AsSpan((int)entry * EntryBytes, EntryBytes);
        ulong offset = BinaryPrimitives.ReadUInt64LittleEndian(at),
            bytes = BinaryPrimitives.ReadUInt64LittleEndian(at[8..]);
        if (offset == ulong.MaxValue && bytes == ulong.MaxValue)
            return null;
        return offset <= (ulong)file.Bytes && bytes <= (ulong)file.Bytes - offset
            ? file with
            {
                Offset = (long)offset,
                Bytes = (long)bytes,
            }
            : throw Damaged(file, $"its index puts a chunk at byte {offset}, {bytes} bytes long, but the file ends at byte {file.Bytes}");
    }

    public override int PerFile(int axis) => chunksPerFile[axis];

    public override void Rewrite(int[] file, string copy, Func<int[], byte[]?> changed)
    {
        var chunks = chunksPerFile.Aggregate(1, (product, n) => product * n);
        var index = new byte[chunks * EntryBytes];
        index.AsSpan().Fill(byte.MaxValue); // not stored
        var indexBytes = index.Length + (indexCodec is null ? 0 : Crc32CCodec.Bytes);
        using var stream = new FileStream(files.PathIn(copy, file), FileMode.Create, FileAccess.Write);
        stream.Position = indexAtEnd ? 0 : indexBytes;
        for (var entry = 0; entry < chunks; entry++)
        {
            var chunk = new int[file.Length];
            var rest = entry;
            for (var axis = chunk.Length - 1; axis >= 0; axis--)
            {
                (rest, var within) = Math.DivRem(rest, chunksPerFile[axis]);
                chunk[axis] = file[axis] * chunksPerFile[axis] + within;
            }
            if ((changed(chunk) ?? Find(chunk)?.Read(int.MaxValue)) is not { } bytes)
                continue;
            BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(entry * EntryBytes), stream.Position);
            BinaryPrimitives.WriteInt64LittleEndian(index.AsSpan(entry * EntryBytes + sizeof(long)), bytes.Length);
            stream.Write(bytes);
        }
        stream.Position = indexAtEnd ? stream.Position : 0;
        stream.Write(indexCodec is null ? index : indexCodec.Encode(index));
    }

    private byte[] ReadIndex(ZarrPiece file)
    {
        var stored = chunksPerFile.Aggregate(1L, (product, n) => product * n) * EntryBytes + (indexCodec is null ? 0 : Crc32CCodec.Bytes);
        if (stored > file.Bytes)
            throw Damaged(file, $"its index of chunks needs {stored} bytes, but the file has {file.Bytes}");
        var bytes = (file with { Offset = indexAtEnd ? file.Bytes - stored : 0, Bytes = stored }).Read((int)stored);
        try
        {
            return indexCodec is null ? bytes : indexCodec.Decode(bytes, bytes.Length);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(file, $"its index of chunks is damaged ({e.Message})", e);
        }
    }

    private static FrameFormatException Damaged(ZarrPiece file, string what, Exception? inner = null) =>
        new(file.Path, null, $"{what}. The file is truncated or damaged: copy or write the image again.", inner);

    /// <summary>What the codec's settings say; the chunk shape is that of the chunks in the files.</summary>
    public static (int[] Chunk, ZarrEncoding Encoding, ZarrShards Chunks) Parse(
        ZarrNode node,
        JsonElement codec,
        int[] shard,
        ZarrChunkFiles files,
        int sampleBytes
    )
    {
        var settings = codec.Get("configuration");
        var chunk = settings.Get("chunk_shape").WholeNumbers(1);
        if (chunk is null || chunk.Length != shard.Length || chunk.Zip(shard).Any(c => c.Second % c.First != 0))
            throw node.Refuse(
                $"its shards of {string.Join(" × ", shard)} cannot be divided into chunks of {settings.Get("chunk_shape").Shown()}. Write the image again."
            );
        int[] perFile = [.. shard.Zip(chunk, (s, c) => s / c)];
        if (perFile.Aggregate(1.0, (product, n) => product * n) > SampleLimits.MostPixels / EntryBytes)
            throw node.Refuse($"its shards hold more chunks than supported: {string.Join(" × ", perFile)}. Save it with larger chunks.");
        var encoding = ZarrEncoding.Parse3(node, settings.Get("codecs").Items() ?? [], shard.Length, sampleBytes);
        var index = ZarrEncoding.Parse3(node, settings.Get("index_codecs").Items() ?? [], shard.Length + 1, sizeof(ulong));
        if (index.BigEndian || !index.Order.SequenceEqual(index.Order.Order()) || index.Codecs is not ([] or [Crc32CCodec]))
            throw node.Refuse(
                $"the index of its shards is stored in another way than usual: {settings.Get("index_codecs").Shown()}. Save it again without sharding."
            );
        var atEnd = settings.Get("index_location").Text() is null or "end";
        return (chunk, encoding, new ZarrShards(files, perFile, atEnd, index.Codecs.OfType<Crc32CCodec>().FirstOrDefault()));
    }
}
