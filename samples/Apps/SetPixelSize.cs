#:project ../../src/PostFocus.Transforms/PostFocus.Transforms.csproj
#:property PublishAot=false
// Tells a model zip at which pixel size its restorer works, for networks that were trained before zips knew it.
//   dotnet run -c Release samples/Apps/SetPixelSize.cs -- OLD.zip MICRONS NEW.zip
using System.Globalization;
using Microsoft.ML;
using PostFocus.Transforms.Restoration;

if (args.Length != 3 || !double.TryParse(args[1], CultureInfo.InvariantCulture, out var microns))
{
    Console.Error.WriteLine("SetPixelSize OLD.zip MICRONS NEW.zip");
    return 2;
}
var context = new MLContext(seed: 1);
var model = context.Model.Load(args[0], out var schema);

// Lends its columns; nothing is computed.
var rows = model.Transform(context.Data.LoadFrames("data/sample"));
var changed = model.ReplaceParts<ConditionalRestoreTransformer>(part =>
    context.Transforms.ConditionalRestore(part.Model.WithPixelSize(microns), part.Options).Fit(rows)
);
context.Model.Save(changed, schema, args[2]);
Console.WriteLine($"{args[2]}: {new FileInfo(args[2]).Length / 1e6:F1} MB");
return 0;
