using System.IO.Compression;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Png;

/// <summary>Writes PNG files with the Paeth filter, which suits smooth images.</summary>
internal static class PngWriter
{
    /// <summary>Pixels are rows of big-endian samples without filter bytes; further chunks stand before and after them.</summary>
    public static void Write(
        Stream file,
        PngHeader header,
        ReadOnlySpan<byte> pixels,
        IEnumerable<PngChunk> before,
        IEnumerable<PngChunk> after
    )
    {
        using var compressed = new MemoryStream();
        using (var deflate = new ZLibStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            ReadOnlySpan<byte> above = new byte[header.RowBytes];
            var line = new byte[1 + header.RowBytes];
            line[0] = PngFilter.Paeth;
            for (var y = 0; y < header.Height; y++)
            {
                var row = pixels.Slice(y * header.RowBytes, header.RowBytes);
                PngFilter.Apply(PngFilter.Paeth, row, above, header.FilterDistance, line.AsSpan(1));
                deflate.Write(line);
                above = row;
            }
        }

        file.Write(PngChunk.Signature);
        header.ToChunk().WriteTo(file);
        foreach (var chunk in before)
            chunk.WriteTo(file);
        new PngChunk("IDAT", compressed.ToArray()).WriteTo(file);
        foreach (var chunk in after)
            chunk.WriteTo(file);
        new PngChunk("IEND", default).WriteTo(file);
    }

    /// <summary>A new grey file of 8 or 16 bits.</summary>
    public static void Write(Stream file, Frame frame)
    {
        if (frame.PixelType is not (PixelType.UInt8 or PixelType.UInt16))
            throw new ArgumentException(
                $"PNG cannot hold {frame.PixelType} counts. Write TIFF, or turn the frame into 16-bit counts by IntensityMap.ToFrame.",
                nameof(frame)
            );
        SampleLimits.RequireExact(frame);
        var header = new PngHeader(frame.Height, frame.Width, SampleKind.Of(frame.PixelType).Bits, PngHeader.Grey);
        Write(file, header, ToSamples(frame, header), [], []);
    }

    /// <summary>
    /// The template's file with other pixels: its layout and its further chunks stay, its text Software grows by the provenance.
    /// </summary>
    public static void WriteLike(string path, Frame frame, IReadOnlyList<PngChunk> template, string templatePath, Provenance? provenance)
    {
        var header = WritableHeader(frame, template, templatePath);
        if (provenance is not null)
            template = PngText.Add(template, provenance);
        var firstData = template.Select(c => c.Name).ToList().IndexOf("IDAT");
        using var file = new FileStream(path, FileMode.CreateNew);
        Write(
            file,
            header,
            ToSamples(frame, header),
            template.Take(firstData).Skip(1),
            template.Skip(firstData).Where(c => c.Name is not ("IDAT" or "IEND"))
        );
    }

    /// <summary>The template's header, where the file has a place for a frame.</summary>
    /// <exception cref="FrameFormatException">It has none.</exception>
    public static PngHeader WritableHeader(Frame frame, IReadOnlyList<PngChunk> template, string templatePath)
    {
        var header = PngHeader.Read(template[0], templatePath);
        frame.RequireLike(templatePath, header.Height, header.Width, header.PixelType);
        return header.BitDepth >= 8 && header.ColourType != PngHeader.Palette
            ? header
            : throw new FrameFormatException(
                templatePath,
                0,
                $"a PNG {(header.ColourType == PngHeader.Palette ? "with a palette" : $"of {header.BitDepth} bits")} cannot take new counts. Save it as 8- or 16-bit grey first."
            );
    }

    private static byte[] ToSamples(Frame frame, PngHeader header)
    {
        var bytes = new byte[header.RowBytes * header.Height];
        var size = header.BitDepth / 8;
        var colours = header.HasAlpha ? header.Channels - 1 : header.Channels;
        var i = 0;
        foreach (var count in frame.Counts)
        {
            for (var c = 0; c < header.Channels; c++, i += size)
            {
                var sample = c < colours ? (int)count : ushort.MaxValue;
                if (size == 2)
                    bytes[i] = (byte)(sample >> 8);
                bytes[i + size - 1] = (byte)sample;
            }
        }
        return bytes;
    }
}
