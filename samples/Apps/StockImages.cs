#:project ../../src/PostFocus.Transforms/PostFocus.Transforms.csproj
#:property PublishAot=false
// ML.NET's own LoadImages before ours, and its own image transforms after them, on 8-bit PNG or BMP files:
//   postfocus simulate videos --wells 2 --bits 8 --format png --out wells
//   dotnet run -c Release samples/Apps/StockImages.cs -- MODEL.zip wells/frames/SEQUENCE
// An MLImage has 8 bits: load files of 16 bits with LoadFrames, which also knows times, intensities and pixel sizes.
using Microsoft.ML;
using Microsoft.ML.Data;

var context = new MLContext(seed: 1);
var models = context.FocusRestoration.LoadModels(args[0]);
string[] files = [.. Directory.GetFiles(args[1]).Order(StringComparer.Ordinal)];
IDataView paths = context.Data.LoadFromEnumerable(files.Select(file => new ImageFile { Path = Path.GetFullPath(file) }));

var pipeline = context
    .Transforms.LoadImages("Frame", imageFolder: "", inputColumnName: "Path")
    .Append(context.Transforms.ScoreFocus(models.Classifier!))
    .Append(context.Transforms.ConditionalRestore(models.Restorer!))
    .Append(context.Transforms.ConvertToMLImage("Image", "Restored"))
    .Append(context.Transforms.ResizeImages("Image", 48, 48));
IDataView restored = pipeline.Fit(paths).Transform(paths);

foreach (Row row in context.Data.CreateEnumerable<Row>(restored, reuseRowObject: false))
    Console.WriteLine(
        $"{Path.GetFileName(row.Path)}: P(out of focus) {row.Probability:F3}, restored {row.WasRestored}, {row.Image!.Width} × {row.Image.Height}"
    );

internal sealed class ImageFile
{
    public string Path { get; set; } = "";
}

internal sealed class Row
{
    public string Path { get; set; } = "";
    public float Probability { get; set; }
    public bool WasRestored { get; set; }

    [Microsoft.ML.Transforms.Image.ImageType(48, 48)]
    public MLImage? Image { get; set; }
}
