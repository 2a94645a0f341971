using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Zarr;

/// <summary>Where the bytes of a chunk lie.</summary>
/// <param name="Path">The file.</param>
/// <param name="Offset">First byte.</param>
/// <param name="Bytes">How many.</param>
/// <param name="Written">When the file was written: a new one is another piece.</param>
internal sealed record ZarrPiece(string Path, long Offset, long Bytes, DateTime Written)
{
    public byte[] Read(int most)
    {
        if (Bytes > most)
            throw new FrameFormatException(
                Path,
                null,
                $"its chunk takes {Bytes} bytes, but decodes to less. The file is damaged: copy or write the image again."
            );
        return FileReading.Reading(
            Path,
            null,
            stream =>
            {
                var bytes = new byte[Bytes];
                stream.Position = Offset;
                return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
                    ? bytes
                    : throw new FrameFormatException(
                        Path,
                        null,
                        $"it ends within the {Bytes} bytes at byte {Offset}. The file is truncated: copy or write the image again."
                    );
            }
        );
    }
}
