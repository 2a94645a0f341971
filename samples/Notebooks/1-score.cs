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
// Made from 1-score.ipynb by the tests. What the notebook shows goes to 1-score.html beside it.
//   dotnet run -c Release samples/Notebooks/1-score.cs
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Yield;
using PostFocus.Plots;
using System.Runtime.CompilerServices;

Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath");
PostFocus.Interactive.Formatters.Register();
using var page = new StreamWriter("1-score.html");
void Show(object value) => page.WriteLine(value.ToDisplayString("text/html"));

// A statement of the text: where it does not hold, the program fails.
static void Claim(bool holds, [CallerArgumentExpression(nameof(holds))] string claim = "")
{
    if (!holds)
        throw new InvalidOperationException($"This does not hold: {claim}");
}

// # 1 · Look at your frames and score their focus
//
// A time-lapse recording lasts hours, cells move, and the focus gets lost now and then. Before anything is repaired one wants to
// *see* the frames, and to know which of them are out of focus. This notebook does both, on the six simulated nanowells of
// `data/sample` (24 frames each, one every five minutes). For your own recording change the folder in the second cell: TIFF, PNG,
// BMP and JPEG frames, stacks, OME-TIFF and OME-Zarr are read alike.
//
// In the notebook the first cell takes the libraries that `dotnet build -c Release` has built.

// ## Files become videos
//
// A folder of frames is one video: that of a well. The frames are put into the order of time by their names.

var sequences = FrameSequences.Search("../../data/sample").Sequences;

foreach (var sequence in sequences)
    Console.WriteLine($"{sequence.Name}: {sequence.Frames.Count} frames");

// Shown by itself, a video is a filmstrip, from left to right and row by row, all frames on one scale of greys. Which ones would
// you throw away?

Show(sequences[4]);

// And a single frame is a picture. The pixels stay what the camera counted; only the picture is stretched from black to white.

Show(FrameFile.Read(sequences[4].Frames[0]));

// ## A classical measure of sharpness
//
// Autofocus looks for the largest gradient: defocus blurs edges, so the *Tenengrad* (the mean squared gradient by Sobel's operator)
// falls. It costs nothing, and within one well it tells quite well when the focus went.
//
// Counts are first brought to one range for the whole video, not for each frame: stretching every frame by itself would hide the
// very contrast that is lost.

double[] Tenengrad(FrameSequence sequence)
{
    Frame[] frames = [.. sequence.Frames.Select(FrameFile.Read)];
    var map = IntensityMap.Fit(frames);
    return [.. frames.Select(frame =>
    {
        var unit = new float[frame.Counts.Length];
        map.ToUnit(frame.Counts, unit);
        return SharpnessMeasures.Tenengrad(unit, frame.Height, frame.Width);
    })];
}

Curve CurveOf(string name, IEnumerable<double> values) => new(name, [.. values.Select((value, frame) => new CurvePoint(frame, value))]);

Show(CurvePlot.Create("Sharpness over time", new PlotAxis("frame"), new PlotAxis("Tenengrad"),
    [.. sequences.Select(sequence => CurveOf(sequence.Name, Tenengrad(sequence)))]));

// The dips are frames out of focus. But look at the *levels*: a threshold that finds the dips of one well calls another well out of
// focus for all of its life. What a well holds (its walls, how many cells, how they lie) moves the measure more than a lost focus
// does. That is why a network is asked instead.
//
// ## What the network says
//
// The pretrained classifier learnt from simulated frames only. It sees one frame at a time, with pixels of 0.65 µm, so it must know
// the pixel size: files that do not say it are told it here.

var context = new MLContext(seed: 1);
var models = context.FocusRestoration.LoadModels("../../data/models/postfocus.zip");
IDataView frames = context.Data.LoadFrames(new SequenceOptions { PixelMicrons = 0.65 }, "../../data/sample");

ITransformer classifier = context.Transforms.ScoreFocus(models.Classifier!).Fit(frames);
IDataView scored = context.Data.Cache(classifier.Transform(frames));

Show(context.Data.TakeRows(scored, 2));

// `frames` and `scored` are ordinary ML.NET data: nothing is read or computed before somebody looks (and with `Cache` not twice).
// `Probability` is that of being *out of* focus; `DefocusMicrons` is the network's guess of the distance, `DefocusSide` the
// probability that the plane lies above the cells.

string[] wells = [.. scored.GetColumn<string>("Sequence")];
float[] probabilities = [.. scored.GetColumn<float>("Probability")];

Show(CurvePlot.Create("Out of focus?", new PlotAxis("frame"), new PlotAxis("probability", 0, 1),
    [.. wells.Zip(probabilities).GroupBy(p => p.First).Select(well => CurveOf(well.Key, well.Select(p => (double)p.Second)))]));

// Now all wells share one scale: near 0 in focus, near 1 out of focus, and hardly anything between.
//
// ## Is it right?
//
// The sample is simulated, so the truth is known: `truth.csv` names the label of each frame and how far it was from focus. With
// frames of a microscope this is the part where *you* label some by eye.

IDataView truth = context.Data.LoadFrames(new SequenceOptions { PixelMicrons = 0.65 }, "../../data/sample-truth/truth.csv");
IDataView judged = context.Data.Cache(classifier.Transform(truth));
var metrics = context.BinaryClassification.Evaluate(judged);
Claim(metrics.Accuracy > 0.97);
Show(metrics);

// The second head of the network tells the distance from focus. It learnt that from simulated frames too, and does well on them:

float[] told = [.. judged.GetColumn<float>("DefocusMicrons")];
float[] real = [.. judged.GetColumn<float>("TrueDefocusMicrons").Select(Math.Abs)];
Claim(told.Zip(real, (a, b) => Math.Abs(a - b)).Average() < 1.5);

Show(CurvePlot.Create("Distance from focus", new PlotAxis("true distance, µm"), new PlotAxis("distance told, µm"),
    [new Curve("frames", [.. real.Zip(told, (x, y) => new CurvePoint(x, y))], Joined: false)]));

// ## What lost focus costs
//
// A video is of little use where too many of its frames, or too many in a row, are lost. The yield counts such videos *before*
// anything is restored; `postfocus yield` does the same from the command line.

bool[] outOfFocus = [.. scored.GetColumn<bool>("PredictedLabel")];
SequenceYield[] yields = [.. wells.Zip(outOfFocus).GroupBy(p => p.First)
    .Select(well => SequenceYield.Of(well.Key, well.Select(p => (bool?)p.Second)))];

foreach (var well in yields)
    Console.WriteLine($"{well.Name}: {well.OutOfFocus,2} of {well.Frames} frames out of focus, {well.LongestRun} in a row; {(well.IsAffected ? "affected" : "usable")}");

var all = DataSetYield.Of("sample", yields);
Console.WriteLine($"{all.Usable} of {all.Sequences} videos are usable as recorded.");
Claim(all.OutOfFocus == outOfFocus.Count(lost => lost));

// ## Where to go on
//
// - Your frames are of another kind? [Train a classifier](2-classify.ipynb) on focal planes of your own.
// - [The whole pipeline](4-pipeline.ipynb) restores what was found here, and says which restorations to trust.
