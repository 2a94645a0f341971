#:project ../../src/PostFocus.Transforms/PostFocus.Transforms.csproj
#:property PublishAot=false
// Gives a model zip another one's restorer, or tells it at which pixel size its restorer works, or which frames it takes for too quiet, and
// how noisy it is shown them. A gate stays as it is: fit it anew.
//   dotnet run -c Release samples/Apps/SetRestorer.cs -- OLD.zip NEW.zip restorer=OTHER.zip pixel=MICRONS dither=BELOW,NOISE
using System.Globalization;
using Microsoft.ML;
using PostFocus.Transforms.Restoration;

var settings = args.Skip(2).Select(a => a.Split('=')).Where(a => a.Length == 2).ToDictionary(a => a[0], a => a[1]);
if (settings.Count == 0 || settings.Count != args.Length - 2 || settings.Keys.Except(["restorer", "pixel", "dither"]).Any())
{
    Console.Error.WriteLine("SetRestorer OLD.zip NEW.zip [restorer=OTHER.zip] [pixel=MICRONS] [dither=BELOW,NOISE]");
    return 2;
}
double[] Numbers(string name) => [.. settings[name].Split(',').Select(n => double.Parse(n, CultureInfo.InvariantCulture))];
var context = new MLContext(seed: 1);
var model = context.Model.Load(args[0], out var schema);

// Lends its columns; nothing is computed.
var rows = model.Transform(context.Data.LoadFrames("data/sample"));
var changed = model.ReplaceParts<ConditionalRestoreTransformer>(part =>
{
    var restorer = settings.TryGetValue("restorer", out var other) ? context.FocusRestoration.LoadModels(other).Restorer! : part.Model;
    if (settings.ContainsKey("pixel"))
        restorer = restorer.WithPixelSize(Numbers("pixel")[0]);
    if (settings.ContainsKey("dither"))
        restorer = restorer.WithDither(new(Numbers("dither")[0], Numbers("dither")[1]));
    return context.Transforms.ConditionalRestore(restorer, part.Options).Fit(rows);
});
context.Model.Save(changed, schema, args[1]);
Console.WriteLine($"{args[1]}: {new FileInfo(args[1]).Length / 1e6:F1} MB");
return 0;
