using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Journal;

/// <summary>A SHA-256 of names, numbers and the bytes of files.</summary>
/// <param name="cancellation">Ends it also inside a large file.</param>
internal sealed class ContentHash(CancellationToken cancellation) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[1 << 17];

    /// <summary>Takes a text; texts one after the other are another thing than one text.</summary>
    public ContentHash Add(string text)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}")));
        return this;
    }

    /// <summary>Takes the bytes of a file, or names and bytes of all files of a folder; that there is none is taken, too.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public ContentHash AddFile(string path)
    {
        if (Directory.Exists(path))
            return AddFolder(path);
        if (!File.Exists(path))
            return Add("none");
        if (RegularFile.Otherwise(new FileInfo(path)) is { } other)
            return Add(other);
        using var file = File.OpenHandle(path);
        Add("file");
        long at = 0;
        for (int read; (read = RandomAccess.Read(file, _buffer, at)) > 0; at += read)
        {
            cancellation.ThrowIfCancellationRequested();
            _hash.AppendData(_buffer.AsSpan(0, read));
        }
        return Add(at.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>In lower-case hexadecimal digits.</summary>
    public string Value() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();

    private ContentHash AddFolder(string path)
    {
        Add("folder");
        foreach (var entry in FolderTree.Files(path))
        {
            Add(Paths.Relative(path, entry.FullName));
            if (entry.LinkTarget is { } target)
                Add("link").Add(target);
            else
                AddFile(entry.FullName);
        }
        return this;
    }
}
