using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.Formats.Png;
using SixLabors.ImageSharp.PixelFormats;
using SkiaSharp;
using StbImageSharp;

namespace PostFocus.Benchmarks.Libraries;

/// <summary>This project.</summary>
internal sealed class OwnPictures : IPictureLibrary
{
    public string Name => "PostFocus";

    public float[] Read(string path) => [.. FrameFile.Read(path).Counts];

    public bool Rewrite(string path, string destination)
    {
        try
        {
            FrameFile.WriteLike(path, destination, new Dictionary<int, Frame> { [0] = FrameFile.Read(path) });
            return true;
        }
        catch (FrameFormatException)
        {
            return false;
        }
    }
}

/// <summary>ImageSharp 2, the last under its old licence.</summary>
internal sealed class ImageSharpPictures : IPictureLibrary
{
    public string Name => "ImageSharp";

    public float[] Read(string path)
    {
        using var image = Image.Load<L16>(path);
        var greys = new float[image.Width * image.Height];
        image.ProcessPixelRows(rows =>
        {
            for (var y = 0; y < rows.Height; y++)
            {
                var row = rows.GetRowSpan(y);
                for (var x = 0; x < row.Length; x++)
                    greys[y * rows.Width + x] = row[x].PackedValue;
            }
        });
        return greys;
    }

    public bool Rewrite(string path, string destination)
    {
        using var image = Image.Load(path);
        if (Path.GetExtension(destination) == ".png")
            image.SaveAsPng(destination, new PngEncoder());
        else
            image.SaveAsBmp(destination);
        return true;
    }
}

/// <summary>SkiaSharp, in the version that ML.NET's images bring.</summary>
internal sealed class SkiaPictures : IPictureLibrary
{
    public string Name => "SkiaSharp";

    public float[] Read(string path)
    {
        // To 16 bits a channel it decodes no PNG or BMP.
        using var bitmap = SKBitmap.Decode(path);
        return [.. bitmap.Pixels.Select(p => (float)p.Red)];
    }

    public bool Rewrite(string path, string destination)
    {
        if (Path.GetExtension(destination) != ".png")
            return false; // Skia writes no BMP
        using var bitmap = SKBitmap.Decode(path);
        using var file = File.Create(destination);
        return bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }
}

/// <summary>StbImageSharp, which only reads.</summary>
internal sealed class StbPictures : IPictureLibrary
{
    public string Name => "StbImageSharp";

    public float[] Read(string path)
    {
        using var file = File.OpenRead(path);
        return [.. ImageResult.FromStream(file, ColorComponents.Grey).Data.Select(b => (float)b)];
    }

    public bool Rewrite(string path, string destination) => false;
}
