using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace PostFocus.Imaging.Tiff;

/// <summary>The integers of a TIFF stream in the file's byte order; reading beyond its end is an error that names the file.</summary>
internal sealed class TiffBytes
{
    private readonly Stream _stream;

    public TiffBytes(Stream stream, string path)
    {
        _stream = stream;
        Path = path;
        Length = stream.Length;
    }

    public string Path { get; }

    public long Length { get; }

    public bool BigEndian { get; set; }

    public bool Holds(ulong offset, ulong count) => offset <= (ulong)Length && count <= (ulong)Length - offset;

    public ulong Read(ulong offset, int bytes)
    {
        Span<byte> buffer = stackalloc byte[8];
        if (!Holds(offset, (ulong)bytes))
            throw new FrameFormatException(
                Path,
                null,
                $"it ends at byte {Length}, before byte {offset + (ulong)bytes} that it refers to. It is truncated or damaged: copy or export it again."
            );
        _stream.Position = (long)offset;
        _stream.ReadExactly(buffer[..bytes]);
        return Decode(buffer[..bytes]);
    }

    public byte[] ReadBytes(ulong offset, int count)
    {
        var bytes = new byte[count];
        Read(offset, bytes);
        return bytes;
    }

    public void Read(ulong offset, Span<byte> bytes)
    {
        _stream.Position = (long)offset;
        _stream.ReadExactly(bytes);
    }

    public ulong Decode(ReadOnlySpan<byte> bytes) =>
        (bytes.Length, BigEndian) switch
        {
            (1, _) => bytes[0],
            (2, true) => BinaryPrimitives.ReadUInt16BigEndian(bytes),
            (2, false) => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            (4, true) => BinaryPrimitives.ReadUInt32BigEndian(bytes),
            (4, false) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            (_, true) => BinaryPrimitives.ReadUInt64BigEndian(bytes),
            _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        };

    public void Encode(ulong value, Span<byte> bytes)
    {
        for (var i = 0; i < bytes.Length; i++)
            bytes[BigEndian ? bytes.Length - 1 - i : i] = (byte)(value >> (8 * i));
    }

    /// <summary>Takes samples of 16, 32 or 64 bits from one byte order to the other; others have none.</summary>
    public static void Swap(Span<byte> samples, int bits)
    {
        switch (bits)
        {
            case 16:
                var shorts = MemoryMarshal.Cast<byte, ushort>(samples);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 32:
                var ints = MemoryMarshal.Cast<byte, uint>(samples);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 64:
                var longs = MemoryMarshal.Cast<byte, ulong>(samples);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
