#:project ../../src/PostFocus.Transforms/PostFocus.Transforms.csproj
#:property PublishAot=false
// One zip for `postfocus run` from a classifier and a restorer that were trained apart; a classifier that stands before the restorer
// is replaced, and domain and gate stay:
//   dotnet run -c Release samples/Apps/JoinModels.cs -- CLASSIFIER.zip RESTORER.zip OUT.zip [FRAMES]
// FRAMES (any folder of frames) only lends the zip its input schema.
using Microsoft.ML;
using PostFocus.Transforms;
using PostFocus.Transforms.Classification;

if (args.Length < 3)
{
    Console.Error.WriteLine("JoinModels CLASSIFIER.zip RESTORER.zip OUT.zip [FRAMES]");
    return 2;
}
var context = new MLContext(seed: 1);
PretrainedModels classifier = context.FocusRestoration.LoadModels(args[0]);
PretrainedModels restorer = context.FocusRestoration.LoadModels(args[1]);
IDataView frames = context.Data.LoadFrames(args.Length > 3 ? args[3] : "data/sample");
ITransformer joined = restorer.Classifier is null
    ? context.Transforms.ScoreFocus(classifier.Classifier!).Append(context.Transforms.ConditionalRestore(restorer.Restorer!)).Fit(frames)
    : context
        .Model.Load(args[1], out _)
        .ReplaceParts<FocusScoringTransformer>(_ => context.Transforms.ScoreFocus(classifier.Classifier!).Fit(frames));
context.Model.Save(joined, frames.Schema, args[2]);
Console.WriteLine($"{args[2]}: {new FileInfo(args[2]).Length / 1e6:F1} MB");
return 0;
