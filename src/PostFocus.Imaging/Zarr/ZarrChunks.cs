namespace PostFocus.Imaging.Zarr;

/// <summary>Finds the chunks of an array.</summary>
internal abstract class ZarrChunks
{
    /// <summary>Where a chunk lies; null if it is not stored, because all of it is the fill value.</summary>
    /// <param name="chunk">Its number along each axis.</param>
    public abstract ZarrPiece? Find(ReadOnlySpan<int> chunk);
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
}
