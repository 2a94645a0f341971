using System.Drawing;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Zarr;

/// <summary>
/// An array of 2 to 5 axes whose last two are a frame's height and width. Its pages are the planes in the order of the
/// axes before them, the last of these fastest.
/// </summary>
internal sealed partial class ZarrArray
{
    private const int MostChunksAPlane = 1 << 18;

    private readonly ZarrNode _node;
    private readonly int[] _chunk,
        _strides;
    private readonly int _chunkBytes;
    private readonly PixelType _type;
    private readonly float _fill;
    private readonly ZarrEncoding _encoding;
    private readonly ZarrChunks _chunks;

    /// <exception cref="FrameFormatException">Chunks are too large or too many.</exception>
    public ZarrArray(ZarrNode node, int[] shape, int[] chunk, PixelType type, float fill, ZarrEncoding encoding, ZarrChunks chunks)
    {
        (_node, Shape, _chunk, _type, _fill, _encoding, _chunks) = (node, shape, chunk, type, fill, encoding, chunks);
        var chunkBytes = chunk.Aggregate((double)SampleBytes, (product, size) => product * size);
        if (chunkBytes > SampleLimits.MostBytes)
            throw node.Refuse(
                $"its chunks of {string.Join(" × ", chunk)} {type} are larger than the {SampleLimits.MostBytes} bytes supported. Save it with smaller chunks."
            );
        if ((long)Along(Height, chunk[^2]) * Along(Width, chunk[^1]) > MostChunksAPlane)
            throw node.Refuse(
                $"its planes of {Height} × {Width} pixels consist of more than {MostChunksAPlane} chunks. Save it with larger chunks."
            );
        _chunkBytes = (int)chunkBytes;
        _strides = encoding.Strides(chunk);
    }

    /// <summary>Lengths of the axes, slowest first.</summary>
    public int[] Shape { get; }

    /// <summary>The folder of its chunks.</summary>
    public string Folder => _node.Folder;

    public PixelType Type => _type;

    public int Height => Shape[^2];

    public int Width => Shape[^1];

    public int Planes => Shape[..^2].Aggregate(1, (product, size) => product * size);

    private int SampleBytes => SampleKind.Of(_type).Bits / 8;

    private bool ChunksHoldSeveralPlanes => _chunk[..^2].Any(size => size > 1);

    /// <param name="page">Zero-based page.</param>
    public Frame Read(int page)
    {
        if (page >= Planes)
            throw new FrameFormatException(_node.Folder, page, $"there is no such page: the image has {Planes} planes, counted from 0.");
        var counts = new float[Height * Width];
        var at = Position(page);
        foreach (var chunk in Chunks(at))
            Take(chunk, at, counts, page);
        return new Frame(Height, Width, counts, _type);
    }

    /// <summary>Whether anything of a plane is stored, or seems to be; all of it is the fill value where not.</summary>
    public bool Holds(int page)
    {
        try
        {
            return Chunks(Position(page)).Any(chunk => _chunks.Find(chunk) is not null);
        }
        catch (FrameFormatException)
        {
            return true; // reading the plane will tell
        }
    }

    /// <summary>The chunks that a plane lies in; one array, with other numbers each time.</summary>
    private IEnumerable<int[]> Chunks(int[] at)
    {
        var chunk = new int[Shape.Length];
        for (var axis = 0; axis < at.Length; axis++)
            chunk[axis] = at[axis] / _chunk[axis];
        for (chunk[^2] = 0; chunk[^2] < Along(Height, _chunk[^2]); chunk[^2]++)
        for (chunk[^1] = 0; chunk[^1] < Along(Width, _chunk[^1]); chunk[^1]++)
            yield return chunk;
    }

    /// <summary>A plane's place along the axes before height and width.</summary>
    public int[] Position(int page)
    {
        var at = new int[Shape.Length - 2];
        for (var axis = at.Length - 1; axis >= 0; axis--)
            (page, at[axis]) = Math.DivRem(page, Shape[axis]);
        return at;
    }

    /// <summary>Puts a chunk's part of a plane into the frame.</summary>
    private void Take(int[] chunk, int[] at, float[] counts, int page)
    {
        var area = Area(chunk);
        if (_chunks.Find(chunk) is not { } piece)
        {
            Fill(area, counts);
            return;
        }

        var samples = ChunksHoldSeveralPlanes ? ZarrCache.Get(piece, Decode) : Decode(piece);
        var first = at.Select((position, axis) => position % _chunk[axis] * _strides[axis]).Sum();
        var kind = SampleKind.Of(_type);
        var row = new byte[area.Width * SampleBytes];
        for (var y = 0; y < area.Height; y++)
        {
            Gather(samples, first + y * _strides[^2], row);
            if (_encoding.BigEndian == BitConverter.IsLittleEndian)
                ZarrType.Swap(row, SampleBytes);
            if (kind.ToCounts(row, counts.AsSpan((area.Y + y) * Width + area.X, area.Width)) is { } refused)
                throw new FrameFormatException(_node.Folder, page, kind.Unheld(refused));
        }
    }

    /// <summary>The part of a plane that a chunk holds.</summary>
    private Rectangle Area(int[] chunk)
    {
        int top = chunk[^2] * _chunk[^2],
            left = chunk[^1] * _chunk[^1];
        return new(left, top, Math.Min(_chunk[^1], Width - left), Math.Min(_chunk[^2], Height - top));
    }

    private void Fill(Rectangle area, float[] counts)
    {
        for (var y = area.Top; y < area.Bottom; y++)
            counts.AsSpan(y * Width + area.Left, area.Width).Fill(_fill);
    }

    private void Gather(ReadOnlySpan<byte> samples, int first, Span<byte> row)
    {
        var size = SampleBytes;
        if (_strides[^1] == 1)
        {
            samples.Slice(first * size, row.Length).CopyTo(row);
            return;
        }
        for (var x = 0; x < row.Length / size; x++)
            samples.Slice((first + x * _strides[^1]) * size, size).CopyTo(row[(x * size)..]);
    }

    private byte[] Decode(ZarrPiece piece)
    {
        var stored = piece.Read(ZarrEncoding.MostBytes(_chunkBytes));
        try
        {
            return _encoding.Decode(stored, _chunkBytes);
        }
        catch (NotSupportedException e)
        {
            throw new FrameFormatException(piece.Path, null, $"its data cannot be read: {e.Message}.", e);
        }
        catch (Exception e)
        {
            // The decoders meet damage with exceptions of many kinds.
            throw new FrameFormatException(
                piece.Path,
                null,
                $"its data cannot be decoded ({e.Message.TrimEnd('.')}). The file is truncated or damaged: copy or write the image again.",
                e
            );
        }
    }

    private static int Along(int size, int chunk) => (size - 1) / chunk + 1;
}
