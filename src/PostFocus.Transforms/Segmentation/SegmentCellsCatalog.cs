using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Segmentation;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Networks that find cells, in the catalogs of an <see cref="MLContext"/>.</summary>
public static class SegmentCellsCatalog
{
    /// <summary>Finds the cells of frames with a trained network.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// SegmentationModel cells = context.FocusRestoration.LoadModels("data/models/cells.zip").Segmenter!;
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// IDataView found = context.Transforms.SegmentCells(cells).Fit(frames).Transform(frames);
    /// Console.WriteLine($"cells in each frame: {string.Join(", ", found.GetColumn<int>("CellCount"))}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="model">A network from <c>mlContext.FocusRestoration.LoadModels</c> or a trained transformer.</param>
    /// <param name="options">Columns; null: the defaults.</param>
    public static SegmentCellsEstimator SegmentCells(
        this TransformsCatalog catalog,
        SegmentationModel model,
        SegmentCellsEstimator.Options? options = null
    )
    {
        ArgumentNullException.ThrowIfNull(model);
        return new(catalog.Environment(), model, options ?? new());
    }

    /// <summary>Compares the cells found with the true ones, or with those of another version of the frame.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// SegmentationModel cells = context.FocusRestoration.LoadModels("data/models/cells.zip").Segmenter!;
    /// IDataView planes = context.Data.LoadFrames("planes/truth.csv"); // of 'postfocus simulate pairs --out planes'
    /// var pipeline = context.Transforms.SegmentCells(cells).Append(context.Transforms.CellMetrics());
    /// IDataView measured = pipeline.Fit(planes).Transform(planes);
    /// Console.WriteLine($"IoU {measured.GetColumn<float>("CellIou").Average():F2}");
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">Columns; null: <c>CellLabels</c> against <c>Mask</c>.</param>
    public static CellMetricsEstimator CellMetrics(this TransformsCatalog catalog, CellMetricsEstimator.Options? options = null) =>
        new(catalog.Environment(), options ?? new());
}
