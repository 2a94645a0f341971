#:project ../../src/PostFocus.Transforms/PostFocus.Transforms.csproj
#:property PublishAot=false
// A model zip of an earlier version, written as this one writes it: the same networks and options, every part behind its hash.
//   dotnet run -c Release samples/Apps/ResaveModel.cs -- OLD.zip NEW.zip
using Microsoft.ML;

if (args.Length != 2)
{
    Console.Error.WriteLine("ResaveModel OLD.zip NEW.zip");
    return 2;
}
var context = new MLContext(seed: 1);

// The assembly of PostFocus is found by its name, which stands in the zip.
ITransformer model = context.Model.Load(args[0], out DataViewSchema schema);
context.Model.Save(model, schema, args[1]);
Console.WriteLine($"{args[1]}: {new FileInfo(args[1]).Length / 1e6:F1} MB");
return 0;
