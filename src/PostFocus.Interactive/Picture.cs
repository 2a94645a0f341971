using System.Globalization;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pictures;
using PostFocus.Imaging.Png;

namespace PostFocus.Interactive;

/// <summary>A PNG in memory.</summary>
internal sealed class Picture
{
    private readonly int _width;

    private Picture(int width, Action<Stream> write)
    {
        using var png = new MemoryStream();
        write(png);
        (_width, Base64) = (width, Convert.ToBase64String(png.ToArray()));
    }

    /// <summary>The file, as notebooks store it.</summary>
    public string Base64 { get; }

    /// <summary>An HTML image.</summary>
    /// <param name="enlarged">Whole factor; pixels stay squares.</param>
    public string Html(int enlarged = 1) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<img width=\"{_width * enlarged}\" style=\"image-rendering: pixelated\" src=\"data:image/png;base64,{Base64}\">"
        );

    /// <summary>A picture in greys.</summary>
    public static Picture Of(GreyPicture picture) =>
        Of(new Frame(picture.Height, picture.Width, [.. picture.Greys.Select(grey => (float)grey)], PixelType.UInt8));

    /// <summary>A picture of 8 bits as it is.</summary>
    public static Picture Of(Frame frame) => new(frame.Width, stream => FrameFile.WritePng(stream, frame));

    /// <summary>A picture in colour.</summary>
    /// <param name="rgb">Row-major, axes [height, width, 3].</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    public static Picture OfColours(byte[] rgb, int height, int width) =>
        new(width, stream => PngFile.WriteRgb(stream, rgb, width, height));
}
