using System.Runtime.InteropServices;

namespace PostFocus.Imaging.Zarr;

/// <summary>Planes that wait on the disk until all are there: a chunk can hold several, and is encoded once.</summary>
/// <param name="path">A file to create; it is gone when this is disposed of.</param>
/// <param name="height">Of each plane.</param>
/// <param name="width">Of each plane.</param>
internal sealed class SpooledPlanes(string path, int height, int width) : IDisposable
{
    private readonly FileStream _file = new(
        path,
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.None,
        bufferSize: 0,
        FileOptions.DeleteOnClose
    );
    private readonly SortedDictionary<int, long> _at = [];

    /// <summary>Their pages, ascending.</summary>
    public IReadOnlyCollection<int> Pages => _at.Keys;

    public bool Holds(int page) => _at.ContainsKey(page);

    public void Add(int page, ReadOnlySpan<float> counts)
    {
        var at = (long)_at.Count * height * width * sizeof(float);
        RandomAccess.Write(_file.SafeFileHandle, MemoryMarshal.AsBytes(counts), at);
        _at.Add(page, at);
    }

    public float[] Read(int page)
    {
        var counts = new float[height * width];
        Read(page, 0, 0, counts);
        return counts;
    }

    /// <summary>Reads counts from a place on.</summary>
    public void Read(int page, int row, int column, Span<float> counts)
    {
        var bytes = MemoryMarshal.AsBytes(counts);
        var at = _at[page] + ((long)row * width + column) * sizeof(float);
        while (bytes.Length > 0)
        {
            var read = RandomAccess.Read(_file.SafeFileHandle, bytes, at);
            if (read == 0)
                throw new EndOfStreamException();
            bytes = bytes[read..];
            at += read;
        }
    }

    public void Dispose() => _file.Dispose();
}
