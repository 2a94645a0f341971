#:project ../../src/PostFocus.Transforms/PostFocus.Transforms.csproj
#:package Microsoft.ML.OnnxTransformer
#:property PublishAot=false
// Cells by a network of your own, run by ML.NET's own ApplyOnnxModel, and how well they agree with label images:
//   dotnet run -c Release samples/Apps/OwnSegmenter.cs -- NETWORK.onnx MANIFEST.csv
// The manifest names a label image for each frame (mask_path). The network takes 'image', float32 [1, 1, height, width] of the frames'
// size, and gives 'probability' of the same shape: how sure it is that a pixel is of a cell.
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;

var context = new MLContext(seed: 1);
IDataView frames = context.Data.LoadFrames(args[1]);
int[] size = [.. ((VectorDataViewType)frames.Schema["Frame"].Type).Dimensions];
(int height, int width) = (size[0], size[1]);

// Counts become what the network has learnt from: here −1 to 1 over the intensity range of the video.
var before = context.Transforms.CustomMapping<Recorded, Image>(
    (frame, image) =>
        image.image = [.. frame.Frame.Select(count => 2 * (count - frame.Intensity[0]) / (frame.Intensity[1] - frame.Intensity[0]) - 1)],
    contractName: null,
    Vectors(typeof(Recorded), ("Frame", height, width), ("Intensity", 1, 2)),
    Vectors(typeof(Image), ("image", height, width))
);

// Its map becomes a label image, as SegmentCells makes one: from here on all that works with cells goes on.
var after = context.Transforms.CustomMapping<Map, Labels>(
    (map, cells) =>
        cells.CellLabels = ConnectedCells.Label(new(height, width, map.probability, PixelType.Float32), least: 0.5, leastArea: 30).Counts,
    contractName: null,
    Vectors(typeof(Map), ("probability", height, width)),
    Vectors(typeof(Labels), ("CellLabels", height, width))
);

var pipeline = before
    .Append(context.Transforms.ApplyOnnxModel(outputColumnName: "probability", inputColumnName: "image", modelFile: args[0]))
    .Append(after)
    .Append(context.Transforms.CellMetrics());
IDataView found = pipeline.Fit(frames).Transform(frames);

Row[] rows = [.. context.Data.CreateEnumerable<Row>(found, reuseRowObject: false, ignoreMissingColumns: true)];
foreach (Row row in rows)
    Console.WriteLine($"{row.Sequence}/{row.FrameIndex}: IoU {row.CellIou:F3}, AP50 {row.CellAp50:F3}, {row.CellCountError:+0;-0;0} cells");
Console.WriteLine($"{rows.Length} frames, AP50 {rows.Average(row => row.CellAp50):F3}");

static SchemaDefinition Vectors(Type type, params (string Name, int Height, int Width)[] columns)
{
    var schema = SchemaDefinition.Create(type);
    foreach ((string name, int height, int width) in columns)
        schema[name].ColumnType =
            height == 1
                ? new VectorDataViewType(NumberDataViewType.Single, width)
                : new VectorDataViewType(NumberDataViewType.Single, height, width);
    return schema;
}

internal sealed class Recorded
{
    public float[] Frame { get; set; } = [];
    public float[] Intensity { get; set; } = [];
}

internal sealed class Image
{
    public float[] image { get; set; } = [];
}

internal sealed class Map
{
    public float[] probability { get; set; } = [];
}

internal sealed class Labels
{
    public float[] CellLabels { get; set; } = [];
}

internal sealed class Row
{
    public string Sequence { get; set; } = "";
    public int FrameIndex { get; set; }
    public float CellIou { get; set; }
    public float CellAp50 { get; set; }
    public float CellCountError { get; set; }
}
