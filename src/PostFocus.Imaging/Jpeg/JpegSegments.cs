using System.Buffers.Binary;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Jpeg;

/// <summary>
/// The markers of a JPEG file up to and with the end of its image. They are gone through here, before the decoder gets
/// the file: it would take memory for any size, and go through any number of scans.
/// </summary>
internal sealed class JpegSegments
{
    /// <summary>Application data: JFIF, Exif, ICC profile, Adobe, and others; and comments.</summary>
    public const byte Jfif = 0xE0,
        IccProfile = 0xE2,
        Adobe = 0xEE,
        LastApplication = 0xEF,
        Comment = 0xFE;

    private const int LargestFile = 1 << 30;

    /// <summary>A progressive file has about ten. Each scan costs a pass over the image, and hardly any bytes.</summary>
    private const int MostScans = 64;

    private const byte StartOfImage = 0xD8,
        EndOfImage = 0xD9,
        StartOfScan = 0xDA,
        Temporary = 0x01;

    private readonly List<(byte Marker, ReadOnlyMemory<byte> Whole)> _segments = [];
    private readonly string _path;

    private JpegSegments(byte[] file, string path)
    {
        (File, _path) = (file, path);
        var position = 2;
        var scans = 0;
        while (true)
        {
            var marker = NextMarker(ref position);
            if (marker == EndOfImage)
                break;
            if (marker is Temporary or (>= 0xD0 and <= StartOfImage))
                throw Damaged($"it has a marker FF{marker:X2} at byte {position - 2}, where none belongs");
            if (file.Length - position < 2)
                throw Damaged($"it ends at byte {file.Length}, within a marker");
            int length = BinaryPrimitives.ReadUInt16BigEndian(file.AsSpan(position));
            if (length < 2 || length > file.Length - position)
                throw Damaged($"the segment at byte {position - 2} claims {length} bytes, but the file ends at byte {file.Length}");
            _segments.Add((marker, file.AsMemory(position - 2, length + 2)));
            if (IsFrameHeader(marker))
                ReadFrameHeader(marker, file.AsSpan(position + 2, length - 2));
            position += length;
            if (marker != StartOfScan)
                continue;
            if (Height == 0)
                throw Damaged("its pixels begin before its size is told");
            if (++scans > MostScans)
                throw Damaged($"it has more than {MostScans} scans");
            SkipScan(ref position);
        }
        if (scans == 0)
            throw Damaged("it has no pixels");
        // A block of 8 × 8 pixels takes at least one bit: more is not worth allocating.
        if ((long)Height * Width > file.Length * 512L)
            throw Damaged($"it claims {Height} × {Width} pixels (height × width), more than its {file.Length} bytes can hold");
    }

    /// <summary>The file's bytes.</summary>
    public byte[] File { get; }

    public int Height { get; private set; }

    public int Width { get; private set; }

    public int Components { get; private set; }

    public static JpegSegments Read(Stream stream, string path)
    {
        if (stream.Length > LargestFile)
            throw new FrameFormatException(
                path,
                0,
                $"it has {stream.Length} bytes, more than the {LargestFile} supported in a JPEG. Save it as TIFF."
            );
        var file = new byte[stream.Length];
        stream.Position = 0;
        stream.ReadExactly(file);
        return new JpegSegments(file, path);
    }

    /// <summary>Application data and comments, with their markers.</summary>
    public IEnumerable<(byte Marker, ReadOnlyMemory<byte> Whole)> Metadata() =>
        _segments.Where(s => s.Marker is >= Jfif and <= LastApplication or Comment);

    public FrameFormatException Damaged(string what, Exception? inner = null) =>
        new(_path, 0, $"{what}. The file is truncated or damaged: copy or export it again.", inner);

    /// <summary>Steps behind a marker; any number of FF may stand before it.</summary>
    private byte NextMarker(ref int position)
    {
        if (position < File.Length && File[position] != 0xFF)
            throw Damaged($"there is no marker at byte {position}");
        while (position < File.Length && File[position] == 0xFF)
            position++;
        return position < File.Length ? File[position++] : throw Damaged($"it ends at byte {File.Length}, before the end of its image");
    }

    /// <summary>Within a scan FF00 stands for a byte FF, and FFD0 to FFD7 are restarts.</summary>
    private void SkipScan(ref int position)
    {
        while (true)
        {
            var next = File.AsSpan(position).IndexOf((byte)0xFF);
            if (next < 0 || position + next + 1 >= File.Length)
                throw Damaged($"it ends at byte {File.Length}, within its pixels");
            position += next;
            if (File[position + 1] is not (0 or (>= 0xD0 and <= 0xD7) or 0xFF))
                return;
            position += File[position + 1] == 0xFF ? 1 : 2;
        }
    }

    private static bool IsFrameHeader(byte marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private void ReadFrameHeader(byte marker, ReadOnlySpan<byte> data)
    {
        if (data.Length < 6 || Height != 0)
            throw Damaged("its header is incomplete, or there is a second one");
        var unsupported = marker switch
        {
            0xC0 or 0xC1 or 0xC2 => data[0] == 8 ? null : $"of {data[0]} bits",
            0xC3 => "lossless",
            0xC9 or 0xCA or 0xCB or 0xCD or 0xCE or 0xCF => "arithmetic-coded",
            _ => "hierarchical",
        };
        if (unsupported is not null)
            throw new FrameFormatException(
                _path,
                0,
                $"it is a JPEG that is {unsupported}, which is not supported: 8-bit baseline and progressive are. Save it as TIFF."
            );
        Height = BinaryPrimitives.ReadUInt16BigEndian(data[1..]);
        Width = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        Components = data[5];
        if (Height == 0 || Width == 0)
            throw Damaged($"it claims {Height} × {Width} pixels (height × width)");
        if (SampleLimits.TooLarge(Height, Width) is { } tooLarge)
            throw new FrameFormatException(_path, 0, tooLarge);
        if (Components is not (1 or 3))
            throw new FrameFormatException(
                _path,
                0,
                $"it has {Components} channels. Export one grey channel (in ImageJ: Image > Color > Split Channels)."
            );
    }
}
