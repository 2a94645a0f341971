using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>A segmenter whose cells a test knows beforehand: the tops of white bumps, with a radius of about eight pixels.</summary>
internal static class BumpSegmenter
{
    /// <param name="zip">Where to save it.</param>
    /// <param name="folder">Of any frames.</param>
    public static void Save(string zip, string folder)
    {
        var context = new MLContext(seed: 1);
        var rows = context.Data.LoadFrames(folder);
        // The tops of bumps are white, which is 1.
        var onnx = BumpOnnx.File(32, doublings: 3);
        var model = new SegmentationModel(onnx, 32, BumpOnnx.Rays, BumpOnnx.Grid) { LeastScore = 0.9, MostOverlap = 0.1 };
        using var fitted = context.Transforms.SegmentCells(model).Fit(rows);
        context.Model.Save(fitted, rows.Schema, zip);
    }

    /// <summary>A frame of 16 bits with bumps.</summary>
    public static Frame Frame(int height, int width, params (int X, int Y, float Height)[] bumps) =>
        new(height, width, [.. BumpOnnx.Frame(height, width, bumps).Select(c => MathF.Round(2000 + 1000 * c))], PixelType.UInt16);
}
