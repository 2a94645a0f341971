using System.Buffers.Binary;
using System.Text.Json.Nodes;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>An array of which no chunk is stored yet, of any shape, type, order, codecs and shards; the same for the same seed.</summary>
internal sealed class RandomZarr
{
    private static readonly (string Name2, string Name3, PixelType Type)[] s_types =
    [
        ("u1", "uint8", PixelType.UInt8),
        ("i1", "int8", PixelType.Int8),
        ("u2", "uint16", PixelType.UInt16),
        ("i2", "int16", PixelType.Int16),
        ("u4", "uint32", PixelType.UInt32),
        ("i4", "int32", PixelType.Int32),
        ("f2", "float16", PixelType.Float16),
        ("f4", "float32", PixelType.Float32),
        ("f8", "float64", PixelType.Float64),
    ];

    private readonly Random _random;
    private readonly bool _bigEndian;

    /// <param name="seed">Draws all of it.</param>
    /// <param name="version">2 or 3; null: either.</param>
    public RandomZarr(int seed, int? version = null)
    {
        _random = new Random(seed);
        version ??= _random.Next(2, 4);
        Shape = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => _random.Next(1, 4)), _random.Next(1, 40), _random.Next(1, 40)];
        Chunk = [.. Shape.Select(size => _random.Next(1, size + 2))];
        File = [.. Chunk];
        _bigEndian = _random.Next(2) == 1;
        var (name2, name3, type) = s_types[_random.Next(s_types.Length)];
        Type = type;
        Metadata = version == 2 ? Version2(name2) : Version3(name3);
        Name = version == 2 ? ".zarray" : "zarr.json";
    }

    public int[] Shape { get; }

    /// <summary>Shape of the chunks.</summary>
    public int[] Chunk { get; }

    /// <summary>Shape of what a file holds: a chunk, or a shard.</summary>
    public int[] File { get; private set; }

    public PixelType Type { get; }

    public JsonObject Metadata { get; }

    public string Name { get; }

    public float Fill => 7;

    /// <summary>Whether the index of a shard stands behind its chunks.</summary>
    public bool IndexAtEnd { get; private set; }

    public bool IsSharded { get; private set; }

    public int Planes => Shape[..^2].Aggregate(1, (product, size) => product * size);

    public Frame Plane(int seed) => TestFrames.Random(Shape[^2], Shape[^1], Type, seed);

    public string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        System.IO.File.WriteAllText(Path.Combine(folder, Name), Metadata.ToJsonString());
        return folder;
    }

    /// <summary>Whether a file, by its path in the array's folder, holds something of a plane.</summary>
    public bool Holds(string file, int page) => Holds(file, null, page);

    /// <summary>Whether one of its chunks does, by its number along each axis within the file.</summary>
    public bool Holds(string file, int[]? chunk, int page)
    {
        int[] at = [.. file.Split('/', '.').Where(part => part.Length > 0 && char.IsAsciiDigit(part[0])).Select(int.Parse)];
        for (var axis = Shape.Length - 3; axis >= 0; axis--)
        {
            (page, var place) = Math.DivRem(page, Shape[axis]);
            if (place / File[axis] != at[axis] || chunk is not null && place % File[axis] / Chunk[axis] != chunk[axis])
                return false;
        }
        return true;
    }

    /// <summary>The chunks of a file as they are stored, each by its number along each axis within the file.</summary>
    public IEnumerable<(int[] At, byte[] Bytes)> Chunks(byte[] file)
    {
        int[] per = [.. File.Zip(Chunk, (f, c) => f / c)];
        var entries = IsSharded ? per.Aggregate(1, (product, n) => product * n) : 0;
        if (!IsSharded)
            yield return (new int[Shape.Length], file);
        var index = file.AsMemory(IndexAtEnd ? file.Length - 16 * entries - 4 : 0);
        for (var entry = 0; entry < entries; entry++)
        {
            var (rest, at) = (entry, new int[per.Length]);
            for (var axis = per.Length - 1; axis >= 0; axis--)
                (rest, at[axis]) = Math.DivRem(rest, per[axis]);
            var (first, bytes) = (Number(index, 16 * entry), Number(index, 16 * entry + 8));
            yield return (at, first < 0 ? [] : file[(int)first..(int)(first + bytes)]);
        }

        static long Number(ReadOnlyMemory<byte> index, int at) => BinaryPrimitives.ReadInt64LittleEndian(index.Span[at..]);
    }

    private JsonObject Version2(string type) =>
        new()
        {
            ["zarr_format"] = 2,
            ["shape"] = RawZarr.Numbers(Shape),
            ["chunks"] = RawZarr.Numbers(Chunk),
            ["dtype"] =
                (
                    type[1] == '1' ? "|"
                    : _bigEndian ? ">"
                    : "<"
                ) + type,
            ["compressor"] = Compressor("id", settings => settings, checksums: false),
            ["fill_value"] = Fill,
            ["order"] = _random.Next(2) == 1 ? "F" : "C",
            ["filters"] = null,
            ["dimension_separator"] = _random.Next(2) == 1 ? "/" : ".",
        };

    private JsonObject Version3(string type)
    {
        JsonArray codecs = [];
        int[] order = [.. Enumerable.Range(0, Shape.Length)];
        _random.Shuffle(order);
        if (_random.Next(2) == 1)
            codecs.Add(Codec("transpose", new() { ["order"] = RawZarr.Numbers(order) }));
        codecs.Add(Codec("bytes", new() { ["endian"] = _bigEndian ? "big" : "little" }));
        if (Compressor("name", settings => new() { ["configuration"] = settings }, checksums: true) is { } compressor)
            codecs.Add(compressor);
        if (_random.Next(3) == 0)
            codecs.Add(new JsonObject { ["name"] = "crc32c" });
        IsSharded = _random.Next(2) == 1;
        IndexAtEnd = _random.Next(2) == 1;
        if (IsSharded)
        {
            File = [.. Chunk.Select(size => size * _random.Next(1, 4))];
            codecs =
            [
                Codec(
                    "sharding_indexed",
                    new()
                    {
                        ["chunk_shape"] = RawZarr.Numbers(Chunk),
                        ["codecs"] = codecs,
                        ["index_codecs"] = new JsonArray(
                            Codec("bytes", new() { ["endian"] = "little" }),
                            new JsonObject { ["name"] = "crc32c" }
                        ),
                        ["index_location"] = IndexAtEnd ? "end" : "start",
                    }
                ),
            ];
        }
        return new()
        {
            ["zarr_format"] = 3,
            ["node_type"] = "array",
            ["shape"] = RawZarr.Numbers(Shape),
            ["data_type"] = type,
            ["chunk_grid"] = Codec("regular", new() { ["chunk_shape"] = RawZarr.Numbers(File) }),
            ["chunk_key_encoding"] = Codec(
                _random.Next(2) == 1 ? "v2" : "default",
                new() { ["separator"] = _random.Next(2) == 1 ? "/" : "." }
            ),
            ["fill_value"] = Fill,
            ["codecs"] = codecs,
        };
    }

    private JsonObject? Compressor(string nameMember, Func<JsonObject, JsonObject> settingsAs, bool checksums)
    {
        var name = _random.GetItems((string?[])[null, "gzip", "zlib", "zstd", "lz4", "blosc", "blosc"], 1)[0];
        JsonObject settings = name switch
        {
            "gzip" or "zlib" => new() { ["level"] = _random.Next(-1, 10) },
            "zstd" => new() { ["level"] = _random.Next(-5, 20), ["checksum"] = _random.Next(2) == 1 },
            "blosc" => new()
            {
                ["cname"] = _random.GetItems((string[])["lz4", "lz4hc", "zlib", "zstd"], 1)[0],
                ["clevel"] = _random.Next(10),
                ["shuffle"] = _random.Next(-1, 3),
            },
            _ => [],
        };
        if (name is null)
            return null;
        if (!checksums)
            settings.Remove("checksum");
        var codec = settingsAs(settings);
        codec[nameMember] = name;
        return codec;
    }

    private static JsonObject Codec(string name, JsonObject settings) => new() { ["name"] = name, ["configuration"] = settings };
}
