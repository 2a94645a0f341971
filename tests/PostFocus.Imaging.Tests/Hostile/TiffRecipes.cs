namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Damage to the structure of a TIFF file: tags, the chain of pages, strips.</summary>
internal static class TiffRecipes
{
    // The tags that readers look at, by TIFF 6.0, and SubIFDs, EXIF and private ones.
    private static readonly ushort[] s_tags =
    [
        254,
        256,
        257,
        258,
        259,
        262,
        266,
        270,
        273,
        277,
        278,
        279,
        282,
        284,
        317,
        320,
        322,
        323,
        324,
        325,
        330,
        338,
        339,
        347,
        34665,
        50838,
        50839,
    ];

    private static readonly ushort[] s_types = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 16, 17, 18, 255, 65535];

    private static readonly ushort[] s_compressions = [1, 2, 5, 7, 8, 32773, 32946, 50000];

    public static IReadOnlyList<Recipe> All { get; } =
    [
        .. ByteRecipes.All,
        Of(map => map.Entries, (map, entry, length, random) => map.Set(entry, 2, s_tags[random.Next(s_tags.Length)])),
        Of(map => map.Entries, (map, entry, length, random) => map.Set(entry + 2, 2, s_types[random.Next(s_types.Length)])),
        Of(map => map.Entries, (map, entry, length, random) => Change(map, entry + 4, map.OffsetBytes, length, random)),
        Of(map => map.Entries, (map, entry, length, random) => Change(map, entry + 4 + map.OffsetBytes, map.OffsetBytes, length, random)),
        Of(map => map.Entries, AnyValue),
        Of(map => map.Entries, AnyValue),
        Of(map => [.. map.Entries.Where(e => map.Number(e, 2) is 256 or 257 or 258 or 277 or 278 or 322 or 323 or 339)], AnyValue),
        Of(map => [.. map.Entries.Where(e => map.Number(e, 2) is 273 or 279 or 324 or 325)], AnyValue),
        Of(map => [.. map.Entries.Where(e => map.Number(e, 2) is 273 or 324)], Overlap),
        Of(
            map => [.. map.Entries.Where(e => map.Number(e, 2) == 259)],
            (map, entry, length, random) =>
                map.Set(map.Values(entry), map.SizeOf(entry), s_compressions[random.Next(s_compressions.Length)])
        ),
        Of(map => map.Entries, Exchange),
        Of(map => map.Links, Chain),
        Of(map => map.Links, Chain),
        Of(map => map.Directories, (map, directory, length, random) => Change(map, directory, map.Big ? 8 : 2, length, random)),
    ];

    private delegate void Damage(TiffMap map, int at, int length, Random random);

    private static Recipe Of(Func<TiffMap, List<int>> places, Damage damage) =>
        (bytes, random) =>
        {
            var map = new TiffMap(bytes);
            var at = places(map);
            if (at.Count > 0)
                damage(map, at[random.Next(at.Count)], bytes.Length, random);
            return bytes;
        };

    private static void Change(TiffMap map, int at, int bytes, int length, Random random) =>
        map.Set(at, bytes, ByteRecipes.Interesting(map.Number(at, bytes), length, random));

    private static void AnyValue(TiffMap map, int entry, int length, Random random)
    {
        var count = (int)Math.Clamp(map.Number(entry + 4, map.OffsetBytes), 1, 1000);
        Change(map, map.Values(entry) + random.Next(count) * map.SizeOf(entry), map.SizeOf(entry), length, random);
    }

    /// <summary>A strip lies where another one does, or over the header, or over a directory.</summary>
    private static void Overlap(TiffMap map, int entry, int length, Random random)
    {
        var count = (int)Math.Clamp(map.Number(entry + 4, map.OffsetBytes), 1, 1000);
        int values = map.Values(entry),
            size = map.SizeOf(entry);
        var other = random.Next(3) switch
        {
            0 => map.Number(values + random.Next(count) * size, size) + (ulong)random.Next(3),
            1 => (ulong)map.Directories[random.Next(map.Directories.Count)],
            _ => (ulong)random.Next(8),
        };
        map.Set(values + random.Next(count) * size, size, other);
    }

    /// <summary>Two entries change places: tags out of order, or twice.</summary>
    private static void Exchange(TiffMap map, int entry, int length, Random random)
    {
        var other = map.Entries[random.Next(map.Entries.Count)];
        var twice = random.Next(2) == 0;
        for (var at = 0; at < 4 + 2 * map.OffsetBytes; at++)
        {
            var (mine, its) = (map.Number(entry + at, 1), map.Number(other + at, 1));
            map.Set(entry + at, 1, its);
            if (!twice)
                map.Set(other + at, 1, mine);
        }
    }

    /// <summary>The chain of pages goes to any directory, over and over, into one, or anywhere.</summary>
    private static void Chain(TiffMap map, int link, int length, Random random)
    {
        var directory = map.Directories.Count == 0 ? 0 : map.Directories[random.Next(map.Directories.Count)];
        if (random.Next(2) == 0)
            map.Set(link, map.OffsetBytes, (ulong)(directory + random.Next(2) * random.Next(16)));
        else
            Change(map, link, map.OffsetBytes, length, random);
    }
}
