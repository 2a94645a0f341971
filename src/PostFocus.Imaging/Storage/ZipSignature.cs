namespace PostFocus.Imaging.Storage;

/// <summary>How ZIP archives begin, model zips among them.</summary>
internal static class ZipSignature
{
    private static ReadOnlySpan<byte> Bytes => "PK"u8;

    /// <summary>Whether the first bytes of a file are those of an archive.</summary>
    public static bool Begins(ReadOnlySpan<byte> file) => file.StartsWith(Bytes);

    /// <summary>Whether there is such a file.</summary>
    public static bool IsOf(string path)
    {
        if (!File.Exists(path))
            return false;
        using var file = File.OpenRead(path);
        var start = new byte[Bytes.Length];
        return Begins(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
    }
}
