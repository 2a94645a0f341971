using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Transforms.Segmentation;

/// <summary>A trained network that finds cells as star-convex polygons: ONNX bytes, and how its polygons are chosen among.</summary>
public sealed record SegmentationModel
{
    internal const string PolygonsOutput = "polygons";

    /// <param name="onnx">
    /// Network with input <c>frame</c> [N, 1, size, size] (intensities in network units, black −1, white +1) and output <c>polygons</c>
    /// [N, 1 + rays, size / grid, size / grid]: for each square of grid × grid pixels the logit of a cell, and from its middle the
    /// distances to the cell's outline in pixels, along rays as of <see cref="StarPolygon"/>.
    /// </param>
    /// <param name="tileSize">Side of the square input, pixels; a multiple of the grid.</param>
    /// <param name="rays">Rays of a polygon, 8 to 128.</param>
    /// <param name="grid">Side of the squares, pixels, 1 to 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public SegmentationModel(byte[] onnx, int tileSize, int rays = 32, int grid = 2)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        Require.Between(rays, StarPolygon.LeastRays, StarPolygon.MostRays);
        Require.Between(grid, 1, 8);
        ArgumentOutOfRangeException.ThrowIfLessThan(tileSize, grid);
        Require.That(tileSize % grid == 0, tileSize, $"The tile size must be a multiple of the grid, {grid}.", nameof(tileSize));
        (File, TileSize, Rays, Grid) = (new(onnx), tileSize, rays, grid);
    }

    /// <summary>Side of the square input, pixels.</summary>
    public int TileSize { get; }

    /// <summary>Rays of a polygon.</summary>
    public int Rays { get; }

    /// <summary>Side in pixels of the squares that have a polygon each.</summary>
    public int Grid { get; }

    /// <summary>
    /// Pixel size that the network was trained at, 0.001 to 1000 µm; frames of known, other pixel size are brought to it, and what is
    /// found back to theirs. Null (default): frames are taken as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of its range.</exception>
    public double? PixelMicrons
    {
        get;
        init => field = Require.Range(value, 0.001, 1000);
    }

    /// <summary>Score from which on a polygon is a candidate, 0.01 to 1. Default 0.5; a trainer fits it to wells held out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double LeastScore
    {
        get;
        init => field = Require.Range(value, 0.01, 1);
    } = 0.5;

    /// <summary>
    /// Share of the smaller of two polygons, 0 to 1, that they may have in common without the lower score being dropped
    /// (<see cref="StarPolygons.Suppress"/>). Default 0.4; a trainer fits it to wells held out.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double MostOverlap
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.4;

    /// <summary>The network's ONNX file.</summary>
    public ReadOnlyMemory<byte> OnnxFile => File.Bytes;

    /// <summary>Shared by copies with other settings.</summary>
    internal OnnxFile File { get; }

    internal OnnxContract Contract =>
        new("segmenter", [new("frame", 1, TileSize, TileSize)], [new(PolygonsOutput, 1 + Rays, TileSize / Grid, TileSize / Grid)]);

    /// <summary>Written to a zip, or read from it where there is none.</summary>
    internal static SegmentationModel Through(ModelZipFields zip, SegmentationModel? model)
    {
        var (tileSize, rays, grid) = (zip.Field(model?.TileSize ?? 0), zip.Field(model?.Rays ?? 0), zip.Field(model?.Grid ?? 0));
        var onnx = zip.Network(model?.File.Bytes);
        model ??= new(onnx, tileSize, rays, grid);
        return model with
        {
            PixelMicrons = zip.Optional(model.PixelMicrons),
            LeastScore = zip.Field(model.LeastScore),
            MostOverlap = zip.Field(model.MostOverlap),
        };
    }
}
