using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Bmp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;

namespace PostFocus.Benchmarks.Libraries;

/// <summary>
/// A kind of file of greys, with known counts in it. ImageSharp writes it, so that none of this project's own writers is asked.
/// </summary>
internal sealed record PictureKind(string Name, string Extension, int Bits)
{
    /// <summary>Chunks that hold no pixels and that a program beside this one may have written.</summary>
    private static readonly string[] s_chunks = ["tEXt", "tIME", "prVt"];

    public static IReadOnlyList<PictureKind> Kinds { get; } =
    [
        new("PNG, 1 bit", ".png", 1),
        new("PNG, 2 bits", ".png", 2),
        new("PNG, 4 bits", ".png", 4),
        new("PNG, 8 bits", ".png", 8),
        new("PNG, 16 bits", ".png", 16),
        new("BMP, palette of 256 greys", ".bmp", 8),
    ];

    public int Most => (1 << Bits) - 1;

    /// <summary>Writes counts of 0 to <see cref="Most"/>.</summary>
    public void Write(string path, int width, int height, ReadOnlySpan<int> counts)
    {
        using var image = new Image<L16>(width, height);
        for (var i = 0; i < counts.Length; i++)
            image[i % width, i / width] = new L16((ushort)(counts[i] * (65535 / Most)));
        if (Extension == ".bmp")
        {
            using var grey = image.CloneAs<L8>();
            grey.SaveAsBmp(path, new BmpEncoder { BitsPerPixel = BmpBitsPerPixel.Pixel8 });
            return;
        }
        image.SaveAsPng(path, new PngEncoder { ColorType = PngColorType.Grayscale, BitDepth = (PngBitDepth)Bits });
        // Behind the signature and the header of 25 bytes.
        var file = File.ReadAllBytes(path);
        File.WriteAllBytes(path, [.. file[..33], .. s_chunks.SelectMany(Chunk), .. file[33..]]);
    }

    /// <summary>How many of the further chunks a PNG file still has.</summary>
    public static int ChunksIn(string path)
    {
        var text = Encoding.Latin1.GetString(File.ReadAllBytes(path));
        return s_chunks.Count(name => text.Contains(name + Content(name), StringComparison.Ordinal));
    }

    public static int Chunks => s_chunks.Length;

    private static byte[] Chunk(string name)
    {
        byte[] named = Encoding.Latin1.GetBytes(name + Content(name)),
            chunk = new byte[named.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, named.Length - 4);
        named.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Crc32.HashToUInt32(named));
        return chunk;
    }

    private static string Content(string name) =>
        name switch
        {
            "tEXt" => "Objective\020x, air",
            "tIME" => "\a\xEA\v\x1C\x9\x1\x2", // 2026-11-28 09:01:02
            _ => "stage 17, 42",
        };
}
