#:project ../../src/PostFocus.Trainers/PostFocus.Trainers.csproj
#:property PublishAot=false
// Writes a zip whose U-Net restorer was trained before files told their network anew, so that a training can go on from the zip alone.
//   dotnet run -c Release samples/Apps/TellNetwork.cs -- OLD.zip NEW.zip channels=48 patch=2 multipliers=1,2,3 blocks=2
using System.Globalization;
using Microsoft.ML;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

var sizes = args.Skip(2).Select(a => a.Split('=')).Where(a => a.Length == 2).ToDictionary(a => a[0], a => a[1]);
if (args.Length != 6 || sizes.Keys.Except(["channels", "patch", "multipliers", "blocks"]).Any())
{
    Console.Error.WriteLine("TellNetwork OLD.zip NEW.zip channels=N patch=N multipliers=N,N,... blocks=N");
    return 2;
}
int[] Numbers(string name) => [.. sizes[name].Split(',').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
var context = new MLContext(seed: 1);
var chain = context.Model.Load(args[0], out var schema);

// Lends its columns; nothing is computed.
var rows = chain.Transform(context.Data.LoadFrames("data/sample"));
var changed = chain.ReplaceParts<ConditionalRestoreTransformer>(part =>
{
    var model = part.Model;
    var options = new ConditionalUNetOptions
    {
        BaseChannels = Numbers("channels")[0],
        PatchSize = Numbers("patch")[0],
        Multipliers = Numbers("multipliers"),
        AttentionLevels = [Numbers("multipliers").Length - 1],
        ResidualBlocks = Numbers("blocks")[0],
        Neighbours = model.UsesNeighbours,
    };
    using var network = options.Create(seed: 1);
    network.LoadWeights(model.OnnxFile, args[0]);
    var onnx = network.ToOnnx(model.TileSize, halfWeights: true, regression: model.Prediction == Prediction.Regression);
    var told = new RestorationModel(onnx, model.TileSize, model.ResidualScale, model.Prediction, model.Schedule)
    {
        UsesNeighbours = model.UsesNeighbours,
        PixelMicrons = model.PixelMicrons,
        Dither = model.Dither,
    };
    return context.Transforms.ConditionalRestore(told, part.Options).Fit(rows);
});
context.Model.Save(changed, schema, args[1]);
Console.WriteLine($"{args[1]}: {new FileInfo(args[1]).Length / 1e6:F1} MB");
return 0;
