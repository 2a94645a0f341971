namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Where the parts of a TIFF file lie, as far as they can be found; a parser of its own, not the one under test.</summary>
internal sealed class TiffMap
{
    private const int MostDirectories = 64;

    private readonly byte[] _file;
    private readonly bool _bigEndian;

    public TiffMap(byte[] file)
    {
        _file = file;
        _bigEndian = file.Length > 0 && file[0] == 'M';
        Big = Number(2, 2) == 43;
        Links.Add(Big ? 8 : 4);
        while (
            Links.Count <= MostDirectories && Offset(Number(Links[^1], OffsetBytes)) is { } directory && !Directories.Contains(directory)
        )
        {
            Directories.Add(directory);
            var (head, size) = Big ? (8, 20) : (2, 12);
            var count = (int)Math.Min(Number(directory, head), 4096);
            for (var i = 0; i < count; i++)
                Entries.Add(directory + head + i * size);
            Links.Add(directory + head + count * size);
        }
    }

    public bool Big { get; }

    public int OffsetBytes => Big ? 8 : 4;

    /// <summary>Where the directories begin.</summary>
    public List<int> Directories { get; } = [];

    /// <summary>Where the entries of all directories begin.</summary>
    public List<int> Entries { get; } = [];

    /// <summary>Where the offsets of the first and of each next directory stand.</summary>
    public List<int> Links { get; } = [];

    /// <summary>Bytes of the largest page or tile: as counts in memory, or decoded, whichever is more.</summary>
    public static long ClaimedBytes(byte[] file)
    {
        var map = new TiffMap(file);
        double most = 0,
            width = 0,
            height = 0,
            bits = 0,
            samples = 1;
        foreach (var entry in map.Entries)
        {
            double value = map.FirstValue(entry);
            switch (map.Number(entry, 2))
            {
                case 256 or 322:
                    width = Math.Max(width, value);
                    break;
                case 257 or 323:
                    height = Math.Max(height, value);
                    break;
                case 258:
                    bits = Math.Max(bits, value);
                    break;
                case 277:
                    samples = Math.Max(samples, value);
                    break;
            }
            most = width * height * Math.Max(4, Math.Min(bits, 64) / 8 * Math.Min(samples, 3));
        }
        return (long)Math.Min(most, long.MaxValue / 16);
    }

    /// <summary>Zero where the file has ended.</summary>
    public ulong Number(int at, int bytes)
    {
        ulong value = 0;
        for (var i = 0; i < bytes && at >= 0 && at + bytes <= _file.Length; i++)
            value |= (ulong)_file[at + i] << (8 * (_bigEndian ? bytes - 1 - i : i));
        return value;
    }

    public void Set(int at, int bytes, ulong value)
    {
        for (var i = 0; i < bytes && at >= 0 && at + bytes <= _file.Length; i++)
            _file[at + i] = (byte)(value >> (8 * (_bigEndian ? bytes - 1 - i : i)));
    }

    /// <summary>Where the values of an entry lie: in it, or elsewhere.</summary>
    public int Values(int entry)
    {
        var inline = entry + 4 + OffsetBytes;
        var bytes = Number(entry + 4, OffsetBytes) * (ulong)SizeOf(entry);
        return bytes <= (ulong)OffsetBytes ? inline
            : Number(inline, OffsetBytes) is var offset && offset < (ulong)_file.Length ? (int)offset
            : inline;
    }

    /// <summary>Bytes of one of its values.</summary>
    public int SizeOf(int entry) =>
        Number(entry + 2, 2) switch
        {
            3 or 8 => 2,
            4 or 9 or 11 or 13 => 4,
            5 or 10 or 12 or 16 or 17 or 18 => 8,
            _ => 1,
        };

    private ulong FirstValue(int entry) => Number(Values(entry), SizeOf(entry));

    private int? Offset(ulong offset) => offset > 0 && offset < (ulong)_file.Length ? (int)offset : null;
}
