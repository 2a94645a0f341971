namespace PostFocus.Imaging;

/// <summary>The kinds of file that frames are stored in.</summary>
internal enum FrameContainer
{
    Tiff,
    Png,
    Bmp,
    Jpeg,
}

/// <summary>Tells the kind of a file by its first bytes.</summary>
internal static class FrameContainers
{
    public static FrameContainer Recognise(Stream stream, string path)
    {
        Span<byte> start = stackalloc byte[8];
        stream.Position = 0;
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.IsEmpty)
            throw new FrameFormatException(path, null, "the file is empty. Copy or export it again.");
        if (start.StartsWith(PngChunk.Signature))
            return FrameContainer.Png;
        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) || start.StartsWith("II+\0"u8) || start.StartsWith("MM\0+"u8))
            return FrameContainer.Tiff;
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FrameContainer.Jpeg;
        if (start.StartsWith("BM"u8))
            return FrameContainer.Bmp;
        throw new FrameFormatException(path, null, $"this is no TIFF, PNG, BMP or JPEG file; {Guess(start)}. Export the frames as TIFF or PNG.");
    }

    private static string Guess(ReadOnlySpan<byte> start) =>
        start.StartsWith("PK"u8) ? "it looks like a ZIP archive"
        : start.StartsWith("GIF8"u8) ? "it looks like a GIF"
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'H', (byte)'D', (byte)'F']) ? "it looks like HDF5"
        : start.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? "it looks like gzip"
        : $"it begins with the bytes {Convert.ToHexString(start)}";
}
