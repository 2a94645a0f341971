namespace PostFocus.Imaging.Zarr;

/// <summary>Finds the chunks of an array.</summary>
internal abstract class ZarrChunks
{
    /// <summary>Where a chunk lies; null if it is not stored, because all of it is the fill value.</summary>
    /// <param name="chunk">Its number along each axis.</param>
    public abstract ZarrPiece? Find(ReadOnlySpan<int> chunk);

    /// <summary>How many chunks a file holds along an axis.</summary>
    public abstract int PerFile(int axis);

    /// <summary>Writes a file of a copy of the array anew, with other chunks in it.</summary>
    /// <param name="file">Its number along each axis.</param>
    /// <param name="copy">Folder of the copy.</param>
    /// <param name="changed">The bytes of a chunk as they are stored; null: those that are there.</param>
    public abstract void Rewrite(int[] file, string copy, Func<int[], byte[]?> changed);
}

/// <summary>A file a chunk.</summary>
/// <param name="folder">The array.</param>
/// <param name="prefix">What file names begin with: "c/", "c." or nothing.</param>
/// <param name="separators">What stands between the numbers. Where several are given, files show which it is.</param>
internal sealed class ZarrChunkFiles(string folder, string prefix, params string[] separators) : ZarrChunks
{
    public override ZarrPiece? Find(ReadOnlySpan<int> chunk)
    {
        foreach (var separator in separators)
        {
            var file = new FileInfo(Path.Combine(folder, prefix + string.Join(separator, chunk.ToArray())));
            if (file.Exists)
                return new ZarrPiece(file.FullName, 0, file.Length, file.LastWriteTimeUtc);
        }
        return null;
    }

    public override int PerFile(int axis) => 1;

    public override void Rewrite(int[] file, string copy, Func<int[], byte[]?> changed)
    {
        if (changed(file) is { } bytes)
            File.WriteAllBytes(PathIn(copy, file), bytes);
    }

    /// <summary>Where a chunk lies in a copy of the array, or would lie; its folder is made.</summary>
    public string PathIn(string copy, int[] chunk)
    {
        var name = Find(chunk) is { } piece
            ? Path.GetRelativePath(folder, piece.Path)
            : prefix + string.Join(separators.Length > 1 && Directory.Exists(Path.Combine(folder, "0")) ? "/" : separators[0], chunk);
        var path = Path.Combine(copy, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }
}
