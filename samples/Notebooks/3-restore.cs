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
// Made from 3-restore.ipynb by the tests. What the notebook shows goes to 3-restore.html beside it.
//   dotnet run -c Release samples/Notebooks/3-restore.cs
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Baselines;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Metrics;
using PostFocus.Plots;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;
using PostFocus.Trainers;
using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration;
using System.IO;
using System.Runtime.CompilerServices;

Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath");
PostFocus.Interactive.Formatters.Register();
using var page = new StreamWriter("3-restore.html");
void Show(object value) => page.WriteLine(value.ToDisplayString("text/html"));

// A statement of the text: where it does not hold, the program fails.
static void Claim(bool holds, [CallerArgumentExpression(nameof(holds))] string claim = "")
{
    if (!holds)
        throw new InvalidOperationException($"This does not hold: {claim}");
}

// # 3 · Train a restorer on your planes, and compare it with its trivial rivals
//
// A restorer turns a frame that was recorded out of focus into what it would have been in focus. It learns that from pairs: the
// same instant in and out of focus. The pretrained restorer has seen simulated microscopes of one kind. This notebook takes it to
// another kind, trains it further on a few planes from there, and then does what every report on restoration should do: it puts the
// result beside methods that restore *nothing*. Grey is the safest guess where nothing is known, so a blurred frame is often nearer
// to the truth than a sharp one that is wrong. A network is worth something from where it beats those.

// ## Pairs from another microscope
//
// Simulated again, but with a *negative* phase ring, which the pretrained networks have never seen: what is dark in their frames is
// bright here. Forty wells to learn from, and ten others that no method sees before the end; each in focus, some 8 µm below and
// some 8 µm above. Of your own microscope, three folders with the same file names are enough:
// `context.Data.LoadPairs(FramePairs.FromFolders(["below", "above"], "focus"))`.

var folder = Directory.CreateTempSubdirectory("postfocus-").FullName;
var context = new MLContext(seed: 1);

IDataView Planes(string name, int first, int wells)
{
    var options = new PairOptions { FirstWell = first, Wells = wells, Seed = 11, Variation = 0.3, PlanesMicrons = [-8, 8], PlaneJitterMicrons = 1 };
    var microscope = options.Microscope with { Ring = PhaseRing.Negative };
    var planes = Path.Combine(folder, name);
    SimulatedDataSet.Write(planes, PairSimulator.Simulate(options with { Microscope = microscope }));
    return context.Data.LoadFrames(Path.Combine(planes, "truth.csv"));
}

IDataView learning = Planes("learning", first: 0, wells: 40);
IDataView testing = Planes("testing", first: 1000, wells: 10);

Show(context.Data.TakeRows(testing, 3));

// ## Training
//
// `GoingOn` takes over the pretrained network, its tiles, and what it predicts; `InitialWeightsPath` its weights. From random
// weights a network that restores needs hours; from here half a minute shows what minutes would do. `DecisionColumnName = "Label"`
// restores the frames that are *known* to be out of focus, so that the restorer alone is measured and no classifier;
// `NeighbourDistance = 0` because these rows are focal planes and not times of a video. One thread is set, as two may be slower on
// a machine that has other things to do.


const string Zip = "../../data/models/postfocus.zip";
var restorer = context.FocusRestoration.LoadModels(Zip).Restorer!;
var restore = new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label", Samples = 2, NeighbourDistance = 0 };
var validations = new List<CurvePoint>();

var trainer = context.FocusRestoration.Trainers.Restorer(new RestorerTrainer.Options
{
    Training = RestorerTrainer.GoingOn(restorer) with
    {
        InitialWeightsPath = Zip,
        Steps = 60,
        LearningRate = 2e-4,
        AverageDecay = 0.9,
        ValidationSteps = 15,
        ValidationPairs = 12,
        Threads = 1,
    },
    Restore = restore,
    Progress = new Told(progress =>
    {
        if (progress.ValidationPsnr is { } psnr)
            validations.Add(new CurvePoint(progress.Step, psnr));
    }),
});
ITransformer tuned = trainer.Fit(learning);

Show(CurvePlot.Create("While it learnt", new PlotAxis("step"), new PlotAxis("PSNR of wells held out, dB"), [new Curve("validation", validations)]));

IDataView restored = tuned.Transform(testing);

Show(context.Data.TakeRows(context.Transforms.SelectColumns("Sequence", "TrueDefocusMicrons", "Frame", "Reference", "Restored").Fit(restored).Transform(restored), 3));

// ML.NET's way of measuring is one line:

var metrics = context.FocusRestoration.Evaluate(restored);
Claim(metrics.PsnrGain.Mean > 1.5);
Show(metrics);

// A gain of some dB, nearly every frame nearer to its truth. Is that much?
//
// ## The rivals
//
// All images in unit intensities (−1 to +1 is the range of a well), so that wells count alike.
//
// - **Half contrast**: the frame, faded half-way to grey.
// - **Best Gaussian**: the frame, *blurred further*, by the width that suits each frame best in view of its truth. No real method
// may look at the truth; this one may, and is still a rival.
// - **Fitted linear filter**: the best that any fixed sharpening filter can do. Each spatial frequency is multiplied by the number
// that fits the pairs learnt from, one filter for planes below and one for planes above.
// - **Pretrained network**: the restorer as it comes, which does not know this microscope.


float[] ToUnit(float[] counts, float[] intensity)
{
    var unit = new float[counts.Length];
    new IntensityMap(intensity[0], intensity[1]).ToUnit(counts, unit);
    return unit;
}

float[][] UnitsOf(IDataView data, string column) =>
    [.. data.GetColumn<float[]>(column).Zip(data.GetColumn<float[]>("Intensity"), ToUnit)];

// The planes out of focus.
Plane[] PlanesOf(IDataView data) =>
[
    .. UnitsOf(data, "Frame").Zip(UnitsOf(data, "Reference"), data.GetColumn<float>("TrueDefocusMicrons"))
        .Where(row => Math.Abs(row.Third) > 3)
        .Select(row => new Plane(row.Third, row.First, row.Second)),
];

float[][] RestoredBy(ITransformer restorer) =>
    [.. UnitsOf(restorer.Transform(testing), "Restored").Zip(testing.GetColumn<bool>("Label")).Where(row => row.Second).Select(row => row.First)];

const int Side = 96;
Plane[] tests = PlanesOf(testing);

var filters = PlanesOf(learning).GroupBy(plane => plane.Z > 0).ToDictionary(side => side.Key, side =>
{
    var filter = new RadialFilter();
    foreach (var plane in side)
        filter.Add(plane.Recorded, plane.Truth, Side, Side);
    return filter;
});

var pretrained = context.Transforms.ConditionalRestore(restorer, restore).Fit(testing);

(string Name, float[][] Images)[] methods =
[
    ("as recorded", [.. tests.Select(plane => plane.Recorded)]),
    ("half contrast", [.. tests.Select(plane => TrivialRestorations.Faded(plane.Recorded, 0.5))]),
    ("best Gaussian (sees the truth)", [.. tests.Select(plane => TrivialRestorations.BestSmallGaussian(plane.Truth, plane.Recorded, Side, Side))]),
    ("fitted linear filter", [.. tests.Select(plane => filters[plane.Z > 0].Apply(plane.Recorded, Side, Side))]),
    ("pretrained network", RestoredBy(pretrained)),
    ("the same, tuned", RestoredBy(tuned)),
];

Console.WriteLine($"{tests.Length} planes out of focus, {methods.Length} methods");
Claim(methods.All(method => method.Images.Length == tests.Length));

// The bars are means over the planes, the whiskers 95 % of them by the normal approximation (the planes of one well are not quite
// independent, so take them for a little too short).

Bar BarOf(string name, double[] values)
{
    var mean = values.Average();
    var error = 1.96 * Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length);
    return new(name, mean, mean - error, mean + error);
}

double[] Over(float[][] images, Func<float[], float[], double> measure) => [.. tests.Zip(images, (plane, image) => measure(plane.Truth, image))];

var psnr = methods.ToDictionary(method => method.Name, method => Over(method.Images, (truth, image) => ImageMetrics.Psnr(truth, image, 2)));

Show(BarPlot.Create("Peak signal-to-noise ratio", "", new PlotAxis("PSNR, dB", 10), [.. psnr.Select(method => BarOf(method.Key, method.Value))]));

// Errors of pixels favour what is smooth. The correlation with the truth does not mind contrast at all: fading leaves it as it was.

var pcc = methods.ToDictionary(method => method.Name, method => Over(method.Images, (truth, image) => ImageMetrics.Pcc(truth, image)));

Show(BarPlot.Create("Correlation with the truth", "", new PlotAxis("Pearson correlation", 0, 1), [.. pcc.Select(method => BarOf(method.Key, method.Value))]));

foreach (var (name, _) in methods)
    Console.WriteLine($"{name,-32} {psnr[name].Average(),5:F1} dB, correlation {pcc[name].Average():F3}");

// Fading changes no correlation.
Claim(Math.Abs(pcc["half contrast"].Average() - pcc["as recorded"].Average()) < 1e-3);
Claim(psnr["best Gaussian (sees the truth)"].Average() > psnr["as recorded"].Average());
Claim(psnr["fitted linear filter"].Average() > psnr["as recorded"].Average());
Claim(psnr["the same, tuned"].Average() > psnr["pretrained network"].Average());
Claim(pcc["the same, tuned"].Average() > pcc["pretrained network"].Average());

// So the bar to jump over is not "as recorded". The pretrained network does not clear it by much where it does not know the
// microscope, and a linear filter that took a moment to fit is a serious rival. On [images of real
// microscopes](../../docs/real-microscopes.md) that our networks had never seen, such a filter was better than they were. Do this
// comparison with *your* planes before you believe in a restoration.
//
// The same training from the command line, for ten minutes instead of half a one:
//
// postfocus train restorer --pairs below above focus --weights data/models/postfocus.zip --minutes 10 --out own.zip

Directory.Delete(folder, recursive: true);

// ## Where to go on
//
// [The next notebook](4-pipeline.ipynb) puts classifier, restorer and gate into one pipeline. The gate is what keeps a restoration
// that nobody should trust out of your data.

// Hands on what the training tells, step by step.
class Told(Action<TrainingProgress> tell) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => tell(value);
}

record Plane(double Z, float[] Recorded, float[] Truth);
