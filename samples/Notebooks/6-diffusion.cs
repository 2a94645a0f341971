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
// Made from 6-diffusion.ipynb by the tests. What the notebook shows goes to 6-diffusion.html beside it.
//   dotnet run -c Release samples/Notebooks/6-diffusion.cs
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;
using PostFocus.Plots;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using System.Runtime.CompilerServices;

Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath");
PostFocus.Interactive.Formatters.Register();
using var page = new StreamWriter("6-diffusion.html");
void Show(object value) => page.WriteLine(value.ToDisplayString("text/html"));

// A statement of the text: where it does not hold, the program fails.
static void Claim(bool holds, [CallerArgumentExpression(nameof(holds))] string claim = "")
{
    if (!holds)
        throw new InvalidOperationException($"This does not hold: {claim}");
}

// # 6 · Diffusion from the inside
//
// A regression gives one answer. Where the blurred frame fits several scenes, that answer is their mean: pale, and with no word on
// how sure it is. A diffusion draws *samples*: it starts from noise and takes it away step by step, each time asking the network
// what the image may be. This notebook opens the diffusion that comes with PostFocus: what noise it was trained with, what each way
// of drawing costs, and whether the spread of its samples tells anything.

var context = new MLContext(seed: 1);
RestorationModel model = context.FocusRestoration.LoadModels("../../data/models/diffusion.zip").Restorer!;

Console.WriteLine($"The network predicts {model.Prediction} on the schedule {model.Schedule}; it works on {model.TileSize} × {model.TileSize} pixels.");

// ## Schedules
//
// A schedule says how much of the image, alpha, and how much noise, sigma, there is at a time t between 0 (the image) and 1
// (noise). It is one definition for training and for sampling.

(string Name, NoiseSchedule Schedule)[] schedules = [("cosine", NoiseSchedule.Cosine), ("linear", NoiseSchedule.Linear()), ("Karras", NoiseSchedule.Karras())];

Show(CurvePlot.Create("What is left of the image", new PlotAxis("time t", 0, 1), new PlotAxis("alpha", 0, 1),
    [.. schedules.Select(s => new Curve(s.Name, [.. Enumerable.Range(0, 21).Select(i => new CurvePoint(i / 20.0, s.Schedule.Alpha(i / 20.0)))]))]));

foreach (var (name, schedule) in schedules)
    Console.WriteLine($"{name,-7} alpha at the end {schedule.Alpha(1):G2}, sigma {schedule.Sigma(1):F3}");

// Image and noise together keep their variance.
Claim(schedules.All(s => Enumerable.Range(1, 20).All(i => Math.Abs(Math.Pow(s.Schedule.Alpha(i / 20.0), 2) + Math.Pow(s.Schedule.Sigma(i / 20.0), 2) - 1) < 1e-6)));

// ## What the network sees while it learns
//
// The way *into* noise needs no network: a weighted sum of image and noise. PostFocus diffuses the residual, that is the truth less
// the blurred frame in units of its usual size; what is to be invented is small, and brightness cannot drift. From left to right: t
// = 0, 0.25, 0.5, 0.75, 1.


// Eight frames of the sample that are out of focus.
IDataView frames = context.Data.LoadFrames(new SequenceOptions { PixelMicrons = 0.65 }, "../../data/sample-truth/truth.csv");
IDataView lost = context.Data.TakeRows(context.Data.FilterByCustomPredicate<Row>(frames, row => !row.Label), 8);

const int Side = 96;

// Images side by side, on the scale of unit intensities.
Frame Strip(params float[][] images)
{
    var counts = new float[Side * Side * images.Length];
    for (var i = 0; i < counts.Length; i++)
        counts[i] = images[i / Side % images.Length][i / (Side * images.Length) * Side + i % Side];
    return new Frame(Side, Side * images.Length, counts, PixelType.Float32);
}

float[] ToUnit(float[] counts, float[] intensity)
{
    var unit = new float[counts.Length];
    new IntensityMap(intensity[0], intensity[1]).ToUnit(counts, unit);
    return unit;
}

float[][] UnitsOf(IDataView data, string column) => [.. data.GetColumn<float[]>(column).Zip(data.GetColumn<float[]>("Intensity"), ToUnit)];

float[] blurred = UnitsOf(lost, "Frame")[0], truth = UnitsOf(lost, "Reference")[0];
float[] residual = [.. truth.Zip(blurred, (sharp, blur) => (sharp - blur) / model.ResidualScale)];

var random = new Random(1);
float[] noise = [.. residual.Select(_ => (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];

float[] At(double t) => [.. residual.Zip(noise, (x, eps) => (float)(model.Schedule.Alpha(t) * x + model.Schedule.Sigma(t) * eps))];

Show(Strip(At(0), At(0.25), At(0.5), At(0.75), At(1)));

// At t = 1 the network is asked to tell the residual from the blurred frame alone: that is a regression. Below t = 1 it also sees
// an ever clearer hint.
//
// ## The way back: samplers
//
// The way back walks from t = 1 to 0. *DDIM* is smooth: all chance lies in its first noise. *DDPM* adds fresh noise at every step.
// *DPM-Solver* uses the last two estimates for a step, as a better method for a differential equation does. Each step is one
// evaluation of the network, so steps are time.

var options = new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label", NeighbourDistance = 0, Samples = 1 };

IDataView Restored(ConditionalRestoreEstimator.Options how) => context.Transforms.ConditionalRestore(model, how).Fit(lost).Transform(lost);

int[] steps = [1, 2, 5, 10];

var bySampler = new[] { Sampler.Ddim, Sampler.Ddpm, Sampler.DpmSolver }.ToDictionary(sampler => sampler, sampler => steps
    .Select(n => context.FocusRestoration.Evaluate(Restored(options with { Sampler = sampler, Steps = n })))
    .ToArray());

Show(CurvePlot.Create("One sample", new PlotAxis("steps"), new PlotAxis("PSNR, dB"),
    [.. bySampler.Select(s => new Curve(s.Key.ToString(), [.. steps.Zip(s.Value, (n, metrics) => new CurvePoint(n, metrics.After.Psnr.Mean))]))]));

foreach (var (sampler, metrics) in bySampler)
    Console.WriteLine($"{sampler,-10} " + string.Join("  ", steps.Zip(metrics, (n, m) => $"{n} steps {m.After.Psnr.Mean:F2} dB, Tenengrad {m.After.TenengradRatio.Mean:F2} of the truth's")));

// In one step all of them are the same regression.
Claim(bySampler.Values.All(metrics => Math.Abs(metrics[0].After.Psnr.Mean - bySampler[Sampler.Ddim][0].After.Psnr.Mean) < 0.01));

// More steps need not mean a smaller error, and this is no failure: the mean of all possible images has the least squared error of
// any answer, and one step is closest to it. What more steps buy is that a sample looks more like an image: its edges become
// steeper (Tenengrad rises, though not to the truth's), and some of them stand in the wrong place.
//
// ## Samples
//
// Four samples of one frame. They agree on the walls and differ where the blurred frame leaves a choice.

float[] Sample(ulong seed) => UnitsOf(Restored(options with { Seed = seed, Steps = 10, Sampler = Sampler.Ddpm }), "Restored")[0];

float[][] samples = [Sample(1), Sample(2), Sample(3), Sample(4)];

// The same seed gives the same counts, another seed another sample.
Claim(samples[0].SequenceEqual(Sample(1)));
Claim(!samples[0].SequenceEqual(samples[1]));

Show(Strip([blurred, .. samples, truth]));

// (On the left the frame as recorded, on the right its truth.)
//
// ## What the spread tells
//
// `ConditionalRestore` averages several samples and gives their standard deviation as `Spread`. The average is better than its
// samples: it comes back to the mean from the other side (and, as each sample sees the frame in another orientation, it averages
// over these as well). Is the spread any use? Two questions: is it large where the error is large, and is it as large as the error?

int[] counts = [2, 4, 8];
var byCount = counts.Select(n => context.FocusRestoration.Evaluate(Restored(options with { Samples = n, Steps = 5 }))).ToArray();

foreach (var (n, metrics) in counts.Zip(byCount))
    Console.WriteLine($"{n} samples: PSNR {metrics.After.Psnr.Mean:F2} dB, spread against error within a frame {metrics.SpreadErrorWithinFrames.Mean:F2}, truth within two spreads {metrics.Coverage.Mean:P0}");

Claim(byCount[^1].After.Psnr.Mean > bySampler[Sampler.Ddim][2].After.Psnr.Mean);
Claim(byCount[^1].SpreadErrorWithinFrames.Mean > 0.1);

IDataView averaged = Restored(options with { Samples = 8, Steps = 5 });

Show(context.Data.TakeRows(context.Transforms.SelectColumns("Sequence", "FrameIndex", "TrueDefocusMicrons", "Frame", "Reference", "Restored", "Spread").Fit(averaged).Transform(averaged), 3));

// The correlation is above zero: spread points to bad places. But were it an honest error bar, the truth would lie within two
// spreads at 95 % of the pixels, and it does so much less often: the samples agree on things that are wrong. That is why PostFocus
// does not take the spread for trust; it is one of several things that [the gate](../../docs/gate.md) looks at, and the gate is
// fitted on frames whose truth is known.
//
// ## Where to go on
//
// - [Regression or diffusion](../../docs/results.md#regression-or-diffusion): why a regression is shipped.
// - [Extending](../../docs/extending.md) shows where a sampler, a schedule or a prediction of your own goes in.

class Row { public bool Label { get; set; } }
