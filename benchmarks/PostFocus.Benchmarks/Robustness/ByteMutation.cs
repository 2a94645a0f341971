using System.Buffers.Binary;

namespace PostFocus.Benchmarks.Robustness;

/// <summary>Damage to bytes, the same for the same random numbers: what disks, networks and hostile hands do to files.</summary>
internal static class ByteMutation
{
    /// <summary>Numbers that lie at the borders of what formats count with.</summary>
    private static readonly uint[] s_borders =
    [
        0,
        1,
        0x7F,
        0x80,
        0xFF,
        0x7FFF,
        0x8000,
        0xFFFF,
        0x7FFFFFFF,
        0x80000000,
        0xFFFFFFFE,
        0xFFFFFFFF,
    ];

    /// <summary>
    /// A damaged copy; half of the damage is done to the first <paramref name="headerBytes"/>, where most formats keep their structure.
    /// </summary>
    public static byte[] Of(byte[] original, Random random, int headerBytes)
    {
        byte[] bytes = [.. original];
        if (bytes.Length == 0)
            return bytes;
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            var at = random.Next(random.Next(2) == 0 ? Math.Min(headerBytes, bytes.Length) : bytes.Length);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2 when at + 4 <= bytes.Length:
                    BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at), s_borders[random.Next(s_borders.Length)]);
                    break;
                case 3 when at + 4 <= bytes.Length:
                    BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(at), s_borders[random.Next(s_borders.Length)]);
                    break;
                case 4: // a piece of the file once more in another place
                    int length = Math.Min(random.Next(1, 65), bytes.Length - at),
                        from = random.Next(bytes.Length - length + 1);
                    bytes.AsSpan(from, length).ToArray().CopyTo(bytes, at);
                    break;
                default:
                    bytes[at]++;
                    break;
            }
        }
        return random.Next(12) switch
        {
            0 => bytes[..random.Next(bytes.Length)],
            1 => [.. bytes, .. bytes.AsSpan(0, random.Next(Math.Min(64, bytes.Length)))],
            _ => bytes,
        };
    }
}
