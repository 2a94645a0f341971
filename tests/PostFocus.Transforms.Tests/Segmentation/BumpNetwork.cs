using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Segmentation;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Segmentation;

/// <summary>
/// A network for which every bump of a frame is a cell: logit and distances of a square are the mean intensity of its pixels.
/// </summary>
internal static class BumpNetwork
{
    public const int Rays = 8,
        Grid = 2;

    public static SegmentationModel Model(int tileSize = 32) => new(Onnx(tileSize), tileSize, Rays, Grid) { LeastScore = 0.9 };

    private static byte[] Onnx(int tileSize) =>
        TinyOnnx.Model(
            [
                Node("AveragePool", ["frame"], "mean", Integers("kernel_shape", Grid, Grid), Integers("strides", Grid, Grid)),
                Node("Concat", [.. Enumerable.Repeat("mean", 1 + Rays)], SegmentationModel.PolygonsOutput, Axis(1)),
            ],
            [Value("frame", tileSize, tileSize)],
            Shaped(SegmentationModel.PolygonsOutput, 1 + Rays, tileSize / Grid, tileSize / Grid)
        );

    /// <summary>A frame with bumps of the given heights, about which counts are intensities.</summary>
    public static IDataView Frame(int height, int width, float pixelMicrons, params (int X, int Y, float Height)[] bumps)
    {
        var counts = new float[height * width];
        for (var i = 0; i < counts.Length; i++)
        {
            double x = i % width,
                y = i / width;
            // No count twice, as recorded frames have.
            counts[i] =
                (float)bumps.Sum(b => (b.Height + 1) * Math.Exp(-((x - b.X) * (x - b.X) + (y - b.Y) * (y - b.Y)) / 18))
                - 1
                + (float)(x + y) * 1e-4f;
        }
        return View(height, width, counts, pixelMicrons);
    }

    public static IDataView View(int height, int width, float[] counts, float pixelMicrons = float.NaN)
    {
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[LoadedColumns.Frame].ColumnType = new VectorDataViewType(NumberDataViewType.Single, height, width);
        return new MLContext().Data.LoadFromEnumerable(
            [
                new Row
                {
                    Frame = counts,
                    Intensity = [-1, 1],
                    PixelMicrons = pixelMicrons,
                },
            ],
            schema
        );
    }

    private sealed class Row
    {
        public float[] Frame { get; set; } = [];

        [VectorType(2)]
        public float[] Intensity { get; set; } = [];

        public float PixelMicrons { get; set; }
    }
}
