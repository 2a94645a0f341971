using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Png;

/// <summary>PNG pictures for people to look at; frames are read and written by <see cref="PostFocus.Imaging.Files.FrameFile"/>.</summary>
public static class PngFile
{
    /// <summary>Writes an 8-bit colour picture, whole or not at all.</summary>
    /// <param name="path">The file to create or replace.</param>
    /// <param name="rgb">Red, green, blue, 0 to 255, row-major, axes [height, width, 3], y down.</param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="rgb"/> is not 3 × width × height.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is smaller than 1.</exception>
    public static void WriteRgb(string path, byte[] rgb, int width, int height) =>
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                using var file = new FileStream(temporary, FileMode.CreateNew);
                WriteRgb(file, rgb, width, height);
            }
        );

    /// <summary>The same into a stream, from where it stands; it is left open.</summary>
    internal static void WriteRgb(Stream stream, byte[] rgb, int width, int height)
    {
        ArgumentNullException.ThrowIfNull(rgb);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        if (rgb.LongLength != 3L * width * height)
            throw new ArgumentException(
                $"A picture of {height} × {width} needs {3L * width * height} bytes, but {rgb.Length} were given.",
                nameof(rgb)
            );
        PngWriter.Write(stream, new PngHeader(height, width, 8, PngHeader.Rgb), rgb, [], []);
    }
}
