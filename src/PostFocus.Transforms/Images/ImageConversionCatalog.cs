using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Images;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Images of frames in the catalogs of an <see cref="MLContext"/>.</summary>
public static class ImageConversionCatalog
{
    /// <summary>Makes grey images of frames, so that ML.NET's own image transforms and displays go on with them.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// var pipeline = context.Transforms.ConvertToMLImage("Image", "Frame")
    ///     .Append(context.Transforms.ResizeImages("Small", 48, 48, "Image"));
    /// IDataView images = pipeline.Fit(frames).Transform(frames);
    /// foreach (MLImage image in images.GetColumn<MLImage>("Small"))
    ///     Console.WriteLine($"{image.Width} × {image.Height}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">Output: MLImages.</param>
    /// <param name="inputColumnName">Frames or MLImages; counts become 0 to 255 over the video's range of intensities.</param>
    public static ImageConversionEstimator ConvertToMLImage(
        this TransformsCatalog catalog,
        string outputColumnName = "Image",
        string inputColumnName = LoadedColumns.Frame
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(outputColumnName);
        ArgumentException.ThrowIfNullOrEmpty(inputColumnName);
        return catalog.ConvertToMLImage(
            new ImageConversionEstimator.Options { OutputColumnName = outputColumnName, FrameColumnName = inputColumnName }
        );
    }

    /// <summary>Makes grey images of frames, so that ML.NET's own image transforms and displays go on with them.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns, and the counts that become black and white.</param>
    /// <exception cref="ArgumentException">The range of greys has one end only, or its ends are swapped.</exception>
    public static ImageConversionEstimator ConvertToMLImage(this TransformsCatalog catalog, ImageConversionEstimator.Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new(catalog.Environment(), options);
    }
}
