using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Benchmarks.Files;

/// <summary>The managed LibTiff.NET, which is what this library's reader could be instead.</summary>
internal static class LibTiffNet
{
    /// <summary>Decodes all strips or tiles of a file and drops them; to counts they would still have to be turned.</summary>
    public static void Read(string path)
    {
        using var tiff = LibTiff.Open(path, "r") ?? throw new IOException($"LibTiff.NET cannot open {path}.");
        do
        {
            var tiled = tiff.IsTiled();
            var decoded = new byte[tiled ? tiff.TileSize() : tiff.StripSize()];
            var segments = tiled ? tiff.NumberOfTiles() : tiff.NumberOfStrips();
            for (var i = 0; i < segments; i++)
            {
                var read = tiled
                    ? tiff.ReadEncodedTile(i, decoded, 0, decoded.Length)
                    : tiff.ReadEncodedStrip(i, decoded, 0, decoded.Length);
                if (read < 0)
                    throw new IOException($"LibTiff.NET cannot decode {path}.");
            }
        } while (tiff.ReadDirectory());
    }
}
