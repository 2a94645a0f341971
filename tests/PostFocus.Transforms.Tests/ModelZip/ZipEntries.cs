using System.Buffers.Binary;
using System.IO.Compression;

namespace PostFocus.Transforms.Tests.ModelZip;

/// <summary>Model zips taken apart and put together with changes.</summary>
internal static class ZipEntries
{
    private const int HashLength = 32;

    /// <summary>A field that came later: what becomes of bad frames, a string behind its length.</summary>
    public static readonly byte[] OnBadFrame = [5, .. "Throw"u8];

    /// <summary>The same of a classifier, and behind it an empty prefix of columns.</summary>
    public static readonly byte[] OnBadFrameAndPrefix = [.. OnBadFrame, 0];

    /// <summary>The same of a restorer, and behind it that no pixel size, no column of it and no dither is known.</summary>
    public static readonly byte[] OnBadFramePixelSizeAndDither = [.. OnBadFrame, 0, 0, 0, 0];

    /// <summary>Of a gate: no pixel sizes, networks, reliability, usual evidence and columns of domain and pixel size are known.</summary>
    public static readonly byte[] NoDomain = new byte[10];

    public static Dictionary<string, byte[]> Read(Stream zip)
    {
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read, leaveOpen: true);
        return archive.Entries.ToDictionary(
            entry => entry.FullName,
            entry =>
            {
                using var stream = entry.Open();
                var bytes = new MemoryStream();
                stream.CopyTo(bytes);
                return bytes.ToArray();
            }
        );
    }

    public static MemoryStream Write(IEnumerable<KeyValuePair<string, byte[]>> entries)
    {
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((var name, var bytes) in entries)
            {
                using var stream = archive.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }
        zip.Position = 0;
        return zip;
    }

    /// <summary>A part of ours as it was written before parts had a hash: offsets are those of ML.NET's ModelHeader.</summary>
    /// <param name="part">As it is written now.</param>
    /// <param name="version">That it then has.</param>
    /// <param name="since">Fields that were not there yet, as they stand in the part.</param>
    public static byte[] WithoutHash(byte[] part, uint version, params byte[][] since)
    {
        const int header = 256;
        byte[] older = [.. part[..header], .. part[(header + HashLength)..]];
        // Behind the fields stands what ML.NET adds.
        var behind = part.Length - header - (int)BinaryPrimitives.ReadInt64LittleEndian(part.AsSpan(0x18));
        foreach (var field in since)
            older = older.AsSpan(0, older.Length - behind).LastIndexOf(field) is var at and >= 0
                ? [.. older[..at], .. older[(at + field.Length)..]]
                : throw new ArgumentException("no such field");
        foreach (var offset in (int[])[0x18, 0x80, 0x88, 0x90])
            BinaryPrimitives.WriteInt64LittleEndian(
                older.AsSpan(offset),
                BinaryPrimitives.ReadInt64LittleEndian(part.AsSpan(offset)) + older.Length - part.Length
            );
        BinaryPrimitives.WriteUInt32LittleEndian(older.AsSpan(0x48), version);
        BinaryPrimitives.WriteUInt32LittleEndian(older.AsSpan(0x4C), version);
        return older;
    }
}
