using System.Buffers.Binary;
using System.Text;

namespace PostFocus.Trainers.NativeLibrary;

/// <summary>Edits the symbol versions that an ELF library (64-bit, little-endian) asks of others.</summary>
internal static class VersionReference
{
    private const uint VersionNeedsSection = 0x6ffffffe; // SHT_GNU_verneed
    private const ushort Weak = 0x2; // VER_FLG_WEAK

    /// <summary>
    /// Marks the reference to <paramref name="version"/> weak, so that its absence no longer keeps the
    /// library from loading. Sound only where no relocation uses a symbol of that version.
    /// </summary>
    /// <returns>Whether the library refers to that version.</returns>
    public static bool MarkWeak(Span<byte> elf, string version)
    {
        if (!elf.StartsWith("\x7f"u8) || elf[1..4] is not [(byte)'E', (byte)'L', (byte)'F'] || elf[4] != 2 || elf[5] != 1)
            return false;
        var name = Encoding.ASCII.GetBytes(version + '\0');
        var sections = (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[0x28..]);
        int size = UInt16(elf, 0x3a),
            count = UInt16(elf, 0x3c);
        var found = false;
        for (var i = 0; i < count; i++)
        {
            var section = sections + i * size;
            if (UInt32(elf, section + 4) != VersionNeedsSection)
                continue;
            var strings = Offset(elf, sections + (int)UInt32(elf, section + 0x28) * size);
            found |= MarkWeak(elf, Offset(elf, section), strings, name);
        }
        return found;
    }

    // Two linked lists: libraries (Verneed), and for each the versions asked of it (Vernaux).
    private static bool MarkWeak(Span<byte> elf, int need, int strings, ReadOnlySpan<byte> name)
    {
        var found = false;
        for (var nextNeed = -1; nextNeed != 0; need += nextNeed)
        {
            nextNeed = (int)UInt32(elf, need + 12);
            var version = need + (int)UInt32(elf, need + 8);
            for (var nextVersion = -1; nextVersion != 0; version += nextVersion)
            {
                nextVersion = (int)UInt32(elf, version + 12);
                if (!elf[(strings + (int)UInt32(elf, version + 8))..].StartsWith(name))
                    continue;
                var flags = (ushort)(UInt16(elf, version + 4) | Weak);
                BinaryPrimitives.WriteUInt16LittleEndian(elf[(version + 4)..], flags);
                found = true;
            }
        }
        return found;
    }

    private static int Offset(ReadOnlySpan<byte> elf, int section) => (int)BinaryPrimitives.ReadUInt64LittleEndian(elf[(section + 0x18)..]);

    private static ushort UInt16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    private static uint UInt32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);
}
