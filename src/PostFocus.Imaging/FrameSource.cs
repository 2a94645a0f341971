namespace PostFocus.Imaging;

/// <summary>An open file, or a folder, to read frames from.</summary>
/// <param name="path">What errors call it.</param>
/// <param name="stream">The open file, which can be read at any place; disposed of with this. Null: a folder.</param>
public sealed class FrameSource(string path, Stream? stream) : IDisposable
{
    private const int MostStart = 16;

    private byte[]? _start;

    /// <summary>The file or folder.</summary>
    public string Path { get; } = path;

    /// <summary>Whether it is a folder, which has no bytes.</summary>
    public bool IsFolder => stream is null;

    /// <summary>The bytes of the file. Whoever reads says from where.</summary>
    /// <exception cref="FrameFormatException">It is a folder.</exception>
    public Stream Stream => stream ?? throw new FrameFormatException(Path, null, "this is a folder, not a file. Name a file in it.");

    /// <summary>The first 16 bytes; all where there are fewer, and none of a folder.</summary>
    public ReadOnlySpan<byte> Start => _start ??= IsFolder ? [] : ReadStart();

    /// <summary>Writes the bytes into a new file. No more than the bytes: the copy of a read-only file is not read-only.</summary>
    /// <param name="destination">The file to create.</param>
    /// <exception cref="FrameFormatException">It is a folder.</exception>
    public void CopyTo(string destination)
    {
        Stream.Position = 0;
        using var copy = new FileStream(destination, FileMode.CreateNew);
        Stream.CopyTo(copy);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => stream?.Dispose();

    private byte[] ReadStart()
    {
        var start = new byte[MostStart];
        Stream.Position = 0;
        return start[..Stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
    }
}
