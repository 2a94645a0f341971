#:project ../../src/PostFocus.Interactive/PostFocus.Interactive.csproj
#:project ../../src/PostFocus.Simulation/PostFocus.Simulation.csproj
#:project ../../src/PostFocus.Trainers/PostFocus.Trainers.csproj
#:package Microsoft.DotNet.Interactive.Formatting
#:package Microsoft.ML.FastTree
#:property PublishAot=false
#:property Nullable=disable
#:property RunAnalyzers=false
#:property GenerateDocumentationFile=false
#:property TreatWarningsAsErrors=false
// Made from 2-classify.ipynb by the tests. What the notebook shows goes to 2-classify.html beside it.
//   dotnet run -c Release samples/Notebooks/2-classify.cs
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Plots;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks.ResNets;
using PostFocus.Trainers.Training.Classifier;
using System.IO;
using System.Runtime.CompilerServices;

Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath");
PostFocus.Interactive.Formatters.Register();
using var page = new StreamWriter("2-classify.html");
void Show(object value) => page.WriteLine(value.ToDisplayString("text/html"));

// A statement of the text: where it does not hold, the program fails.
static void Claim(bool holds, [CallerArgumentExpression(nameof(holds))] string claim = "")
{
    if (!holds)
        throw new InvalidOperationException($"This does not hold: {claim}");
}

// # 2 · Train and cross-validate a classifier
//
// The pretrained classifier has only seen simulated frames. Yours look different, and focal planes to learn from are quickly
// recorded: a Z-stack of each of some fields, in focus and above and below it. This notebook trains on such planes, and asks the
// question that comes before any network: *would a simple method do?* The simple method here is a handful of sharpness measures and
// gradient-boosted trees.

// ## Planes to learn from
//
// Eighty simulated wells stand for your stacks: each is seen in focus, some 10 µm below and some 10 µm above. `truth.csv` lists the
// frames with their label. Of your own stacks you get the same with `FramePairs.FromFolders`, or by writing such a table.

var folder = Path.Combine(Directory.CreateTempSubdirectory("postfocus-").FullName, "planes");
SimulatedDataSet.Write(folder, PairSimulator.Simulate(new PairOptions { Wells = 80, Seed = 5 }));

var context = new MLContext(seed: 1);
IDataView frames = context.Data.LoadFrames(Path.Combine(folder, "truth.csv"));

Show(context.Data.TakeRows(frames, 3));

// ## Folds of wells, not of frames
//
// Cross-validation leaves out a part of the data, trains on the rest, and asks about the part left out. The part must be *wells*:
// the three frames of one well show the same cells, so a frame whose sister was trained on is no test. `samplingKeyColumnName:
// "Sequence"` keeps a well's frames together; it is stock ML.NET.
//
// ### The simple method
//
// Nine measures of sharpness become the features of stock gradient-boosted trees.

var trees = context.Transforms.SharpnessFeatures()
    .Append(context.BinaryClassification.Trainers.FastTree(numberOfLeaves: 8, numberOfTrees: 50, minimumExampleCountPerLeaf: 4));

var ofTrees = context.BinaryClassification.CrossValidate(frames, trees, numberOfFolds: 3, samplingKeyColumnName: "Sequence");
Claim(ofTrees.All(fold => fold.Metrics.AreaUnderRocCurve > 0.6));
Show(ofTrees);

// Not bad for so little. (Two thirds of the frames are out of focus, so an accuracy of 0.667 is what calling everything out of
// focus would give.)
//
// ### A network
//
// A compact residual network, trained from random weights. `FocusClassifier` is an ordinary trainer of ML.NET, so the same line
// cross-validates it. Ten passes over some hundred and fifty frames take seconds; for a real training let it run until the
// validation does not get better (`Patience`).

var network = context.BinaryClassification.Trainers.FocusClassifier(new FocusClassifierTrainer.Options
{
    Training = new ClassifierTrainingOptions
    {
        Network = ResNetOptions.Compact,
        Epochs = 10,
        BatchSize = 16,
        LearningRate = 1e-3,
        CosineDecay = true,
        Threads = 1,
    },
});

var ofNetwork = context.BinaryClassification.CrossValidate(frames, network, numberOfFolds: 3, samplingKeyColumnName: "Sequence");
Claim(ofNetwork.Average(fold => fold.Metrics.AreaUnderRocCurve) > 0.7);
Show(ofNetwork);

// ### The pretrained network, tuned
//
// Training need not begin at random weights. The pretrained classifier has the same layers and has seen many thousands of simulated
// frames; a few passes fit it to these. (It has a second head for the distance, which learns on.) The wells here are simulated as
// well, so this shows how tuning is *done*; how much it helps on your microscope only your planes can tell.

var tuned = context.BinaryClassification.Trainers.FocusClassifier(new FocusClassifierTrainer.Options
{
    Training = new ClassifierTrainingOptions
    {
        Network = ResNetOptions.Compact with { EstimatesDefocus = true },
        InitialWeightsPath = "../../data/models/postfocus.zip",
        Epochs = 3,
        BatchSize = 16,
        LearningRate = 2e-4,
        Threads = 1,
    },
});

var ofTuned = context.BinaryClassification.CrossValidate(frames, tuned, numberOfFolds: 3, samplingKeyColumnName: "Sequence");
Claim(ofTuned.Average(fold => fold.Metrics.Accuracy) > 0.9);
Show(ofTuned);

// ## Side by side
//
// The bars are means over the three folds, the whiskers the worst and the best fold: with so few wells they are wide, and a
// difference that lies within them is none.

Bar BarOf(string name, IEnumerable<double> values) => new(name, values.Average(), values.Min(), values.Max());

Show(BarPlot.Create("Area under the ROC curve, wells left out", "", new PlotAxis("area", 0.5, 1),
[
    BarOf("trees on sharpness", ofTrees.Select(fold => fold.Metrics.AreaUnderRocCurve)),
    BarOf("network from nothing", ofNetwork.Select(fold => fold.Metrics.AreaUnderRocCurve)),
    BarOf("pretrained, tuned", ofTuned.Select(fold => fold.Metrics.AreaUnderRocCurve)),
]));

// The lesson is the usual one. With so few wells the network from nothing and a handful of good measures are hard to tell apart;
// what makes the difference is a good start, or many more planes.
//
// ## Keep it
//
// A trained model is a stock ML.NET zip. Whoever loads it needs `PostFocus.Transforms` alone, no libtorch.

var best = ofTuned.MaxBy(fold => fold.Metrics.Accuracy)!.Model;
var zip = Path.Combine(folder, "own.zip");
context.Model.Save(best, frames.Schema, zip);

var loaded = context.Model.Load(zip, out _);
float[] before = [.. best.Transform(frames).GetColumn<float>("Probability")];
float[] after = [.. loaded.Transform(frames).GetColumn<float>("Probability")];
Claim(before.SequenceEqual(after));
Console.WriteLine($"{new FileInfo(zip).Length / 1e6:F1} MB, the same {after.Length} probabilities after loading");

Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);

// ## Where to go on
//
// - [Training](../../docs/training.md) tells of the larger networks, calibration, and thresholds for a wanted recall.
// - A classifier finds what is lost. [The next notebook](3-restore.ipynb) trains what brings it back.
