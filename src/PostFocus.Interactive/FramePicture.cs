using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Pictures;

namespace PostFocus.Interactive;

/// <summary>A frame or an image by itself.</summary>
internal static class FramePicture
{
    private const int Side = 256;

    /// <summary>A frame on its own scale of greys, small ones enlarged.</summary>
    public static Picture Of(Frame frame)
    {
        var scale = Contrast.Of(frame);
        return Picture.Of(GreyPicture.Draw(frame.Counts, frame.Height, frame.Width, scale.Black, scale.White, Side));
    }

    /// <summary>An image in its own colours and size.</summary>
    public static Picture Of(MLImage image)
    {
        var pixels = image.Pixels;
        var isRgba = image.PixelFormat == MLPixelFormat.Rgba32;
        var rgb = new byte[3 * image.Height * image.Width];
        for (var i = 0; i < rgb.Length / 3; i++)
        for (var channel = 0; channel < 3; channel++)
            rgb[3 * i + channel] = pixels[4 * i + (isRgba ? channel : 2 - channel)];
        return Picture.OfColours(rgb, image.Height, image.Width);
    }
}
