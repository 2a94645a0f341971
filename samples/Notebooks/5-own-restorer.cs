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
// Made from 5-own-restorer.ipynb by the tests. What the notebook shows goes to 5-own-restorer.html beside it.
//   dotnet run -c Release samples/Notebooks/5-own-restorer.cs
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using PostFocus.Imaging.Baselines;
using PostFocus.Plots;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Restoration;
using System.IO;
using System.Runtime.CompilerServices;
using static TorchSharp.torch;

Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath");
PostFocus.Interactive.Formatters.Register();
using var page = new StreamWriter("5-own-restorer.html");
void Show(object value) => page.WriteLine(value.ToDisplayString("text/html"));

// A statement of the text: where it does not hold, the program fails.
static void Claim(bool holds, [CallerArgumentExpression(nameof(holds))] string claim = "")
{
    if (!holds)
        throw new InvalidOperationException($"This does not hold: {claim}");
}

// # 5 · Write your own restorer
//
// You have an idea for a better restoration. This notebook puts two into the pipeline and measures both by the same line: a
// classical filter in ten lines of C#, and a network of your own, trained, saved and loaded. Neither needs a change to PostFocus.

// The frames: simulated wells in focus and some 8 µm above it, eighty to learn from and sixteen to try things on.

var context = new MLContext(seed: 1);
var models = context.FocusRestoration.LoadModels("../../data/models/postfocus.zip");
var folder = Directory.CreateTempSubdirectory("postfocus-").FullName;

IDataView Planes(string name, int first, int wells)
{
    var planes = Path.Combine(folder, name);
    SimulatedDataSet.Write(planes, PairSimulator.Simulate(new PairOptions { FirstWell = first, Wells = wells, Seed = 21, PlanesMicrons = [8], PlaneJitterMicrons = 1 }));
    return context.Data.LoadFrames(Path.Combine(planes, "truth.csv"));
}

IDataView learning = Planes("learning", first: 0, wells: 80);
IDataView testing = Planes("testing", first: 1000, wells: 16);

// ## A filter, by a custom mapping
//
// ML.NET calls a function for each row with `CustomMapping`. Ours reads the frame and the classifier's call and writes a column
// `Restored`: an unsharp mask where the frame is out of focus, the frame itself elsewhere. The attribute gives the column its two
// dimensions, height and width; that is what makes it a frame for all that follows.

const int Side = 96;

var unsharp = context.Transforms.ScoreFocus(models.Classifier!)
    .Append(context.Transforms.CustomMapping<Judged, Sharpened>((row, result) =>
    {
        result.WasRestored = row.PredictedLabel;
        result.Restored = row.PredictedLabel ? UnsharpMask.Sharpen(row.Frame, Side, Side, radius: 2, amount: 1) : row.Frame;
    }, contractName: null));

IDataView byFilter = unsharp.Fit(testing).Transform(testing);
var shown = context.Transforms.SelectColumns("Sequence", "FrameIndex", "PredictedLabel", "Frame", "Reference", "Restored");

Show(context.Data.TakeRows(shown.Fit(byFilter).Transform(byFilter), 4));

// The pretrained network, for comparison, in the same place of the chain:

// The rows of a well are planes, not times of a video: they are not each other's neighbours.
IDataView byPretrained = context.Transforms.ScoreFocus(models.Classifier!)
    .Append(context.Transforms.ConditionalRestore(models.Restorer!, new ConditionalRestoreEstimator.Options { NeighbourDistance = 0 }))
    .Fit(testing).Transform(testing);

// The filter has no samples, so no spread.
var ofFilter = context.FocusRestoration.Evaluate(byFilter, new RestorationEvaluationOptions { SpreadColumnName = null });
var ofPretrained = context.FocusRestoration.Evaluate(byPretrained);
Claim(ofFilter.RestoredCount == ofPretrained.RestoredCount);
Claim(ofFilter.PsnrGain.Mean < ofPretrained.PsnrGain.Mean);

Console.WriteLine($"gain of the unsharp mask {ofFilter.PsnrGain.Mean:F1} dB, of the pretrained network {ofPretrained.PsnrGain.Mean:F1} dB");

// Out of focus by some µm in phase contrast is not a blur that sharpening undoes: rings and reversed contrast become sharper rings
// and reversed contrast.
//
// ## A network
//
// A network is two types. The record holds its sizes and makes it; the module says what it computes in torch and, beside it, the
// same as ONNX operators, since whoever uses the model later has no torch. This one has three convolutions on patches of 2 × 2
// pixels.

// It is trained on the frames out of focus alone, as in the pipeline it will see no others.


IDataView outOfFocus = context.Data.FilterByCustomPredicate<Row>(learning, row => !row.Label);
var restore = new ConditionalRestoreEstimator.Options { NeighbourDistance = 0 };

var trainer = context.FocusRestoration.Trainers.Restorer(new RestorerTrainer.Options
{
    Training = RestorerTrainingOptions.Regression(new PatchNetworkOptions()) with
    {
        Steps = 600,
        BatchSize = 8,
        LearningRate = 2e-3,
        AverageDecay = 0.98,
        IdentityFraction = 0,
        Threads = 1,
    },
    Restore = restore with { DecisionColumnName = "Label" },
});
RestorationModel own = trainer.Fit(outOfFocus).Model;

Console.WriteLine($"{own.OnnxFile.Length / 1e3:F0} kB of ONNX, tiles of {own.TileSize} pixels, {own.Prediction}");

// ## Into the chain, and into a zip
//
// The model takes the place of the pretrained one. Saved and loaded, by a context that knows nothing of the class above:

var pipeline = context.Transforms.ScoreFocus(models.Classifier!).Append(context.Transforms.ConditionalRestore(own, restore));
var zip = Path.Combine(folder, "own.zip");
context.Model.Save(pipeline.Fit(testing), testing.Schema, zip);

IDataView byOwn = new MLContext(seed: 1).Model.Load(zip, out _).Transform(testing);
var ofOwn = context.FocusRestoration.Evaluate(byOwn);
Claim(ofOwn.RestoredCount == ofPretrained.RestoredCount);
Claim(ofOwn.PsnrGain.Mean > ofFilter.PsnrGain.Mean);

Show(context.Data.TakeRows(shown.Fit(byOwn).Transform(byOwn), 4));

Bar BarOf(string name, RestorationMetrics metrics)
{
    var error = 1.96 * metrics.PsnrGain.StandardDeviation / Math.Sqrt(metrics.PsnrGain.Count);
    return new(name, metrics.PsnrGain.Mean, metrics.PsnrGain.Mean - error, metrics.PsnrGain.Mean + error);
}

Show(BarPlot.Create("Gain over the frames as recorded", "", new PlotAxis("gain in PSNR, dB", Math.Min(0, 1.2 * ofFilter.PsnrGain.Mean)),
    [BarOf("unsharp mask", ofFilter), BarOf("three convolutions", ofOwn), BarOf("pretrained network", ofPretrained)]));

Show(ofOwn);

Directory.Delete(folder, recursive: true);

// Three convolutions and some seconds of training are no rival for a network that was trained for hours, but all that surrounds a
// serious idea is there: column types, the choice of what is restored, samples and their spread, the zip, and the measures.
//
// ## Where to go on
//
// - [Extending](../../docs/extending.md) lists what to mind in a network of your own, and how samplers, schedules and file formats
// are added.
// - A new restorer wants a gate that was trained for it: [the gate](../../docs/gate.md).
// - [The last notebook](6-diffusion.ipynb) opens a diffusion.

class Judged
{
    public bool PredictedLabel { get; set; }

    [VectorType(96, 96)]
    public float[] Frame { get; set; }
}

class Sharpened
{
    [VectorType(96, 96)]
    public float[] Restored { get; set; }

    public bool WasRestored { get; set; }
}

public sealed record PatchNetworkOptions : RestorerNetworkOptions
{
    public int Channels { get; init; } = 32;

    protected override int Reduction => 2;

    public override RestorerNetwork Create(ulong seed) => new PatchNetwork(this, seed);
}

public sealed class PatchNetwork : RegressionNetwork
{
    private readonly Convolution first, second, last;

    public PatchNetwork(PatchNetworkOptions options, ulong seed)
        : base(nameof(PatchNetwork), options)
    {
        using var generator = new Generator(seed, CPU);
        first = new(generator, 4, options.Channels, kernel: 5);
        second = new(generator, options.Channels, options.Channels, kernel: 5);
        last = new(null, options.Channels, 4, kernel: 3); // zeros: at first it changes nothing
        RegisterComponents();
    }

    protected override Tensor Compute(Tensor frame)
    {
        Tensor h = nn.functional.relu(first.forward(nn.functional.pixel_unshuffle(frame, 2)));
        h = nn.functional.relu(second.forward(h));
        return nn.functional.pixel_shuffle(last.forward(h), 2);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frame)
    {
        OnnxValue h = graph.Relu(first.Export(graph, graph.PatchesToChannels(frame, 2)));
        h = graph.Relu(second.Export(graph, h));
        return graph.ChannelsToPatches(last.Export(graph, h), 2);
    }
}

class Row { public bool Label { get; set; } }
