using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Transforms.Tests.Segmentation;

/// <summary>A network that finds bumps, and frames of them.</summary>
internal static class BumpNetwork
{
    public const int Rays = BumpOnnx.Rays,
        Grid = BumpOnnx.Grid;

    public static SegmentationModel Model(int tileSize = 32) => new(BumpOnnx.File(tileSize), tileSize, Rays, Grid) { LeastScore = 0.9 };

    /// <summary>A frame with bumps of the given heights, whose counts are intensities.</summary>
    public static IDataView Frame(int height, int width, float pixelMicrons, params (int X, int Y, float Height)[] bumps) =>
        View(height, width, BumpOnnx.Frame(height, width, bumps), pixelMicrons);

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
