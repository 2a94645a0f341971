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
// Made from 4-pipeline.ipynb by the tests. What the notebook shows goes to 4-pipeline.html beside it.
//   dotnet run -c Release samples/Notebooks/4-pipeline.cs
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Yield;
using PostFocus.Plots;
using System.IO;
using System.Runtime.CompilerServices;

Environment.CurrentDirectory = (string)AppContext.GetData("EntryPointFileDirectoryPath");
PostFocus.Interactive.Formatters.Register();
using var page = new StreamWriter("4-pipeline.html");
void Show(object value) => page.WriteLine(value.ToDisplayString("text/html"));

// A statement of the text: where it does not hold, the program fails.
static void Claim(bool holds, [CallerArgumentExpression(nameof(holds))] string claim = "")
{
    if (!holds)
        throw new InvalidOperationException($"This does not hold: {claim}");
}

// # 4 · The whole pipeline
//
// Find what is out of focus, restore only that, and keep a restoration only where it can be trusted. All of it is one chain of
// ML.NET that is fitted, saved and loaded like any other. This notebook composes the chain, runs it over the six videos of
// `data/sample`, measures it against the truth, and counts what it does to the yield.

// ## The chain
//
// `LoadFrames` reads files when somebody looks, and not before; nor is anything else computed, and then as often as somebody looks.
// `Cache` remembers what was computed once. The manifest `truth.csv` names the sample's frames with their truth, so that everything
// can be measured below; for your own recording give its folder.

var context = new MLContext(seed: 1);
var models = context.FocusRestoration.LoadModels("../../data/models/postfocus.zip");
IDataView frames = context.Data.LoadFrames(new SequenceOptions { PixelMicrons = 0.65 }, "../../data/sample-truth/truth.csv");

var pipeline = context.Transforms.ScoreFocus(models.Classifier!)      // PredictedLabel: true = out of focus
    .Append(context.Transforms.ScoreDomain(models.Domain!))           // InDomain: like the frames learnt from
    .Append(context.Transforms.ConditionalRestore(models.Restorer!))  // Restored, Spread, WasRestored
    .Append(context.Transforms.GateRestoration(models.Gate!));        // Trust, Accepted, Kept
ITransformer fitted = pipeline.Fit(frames);
IDataView results = context.Data.Cache(fitted.Transform(frames));

// | Column | What |
// | --- | --- |
// | `PredictedLabel`, `Probability` | the classifier's call: out of focus? |
// | `InDomain` | whether the frame looks like those that the networks learnt from; the gate accepts no others |
// | `Restored`, `Spread` | mean and standard deviation of several restorations of the frame |
// | `WasRestored` | rows in focus are passed on as they are |
// | `Trust`, `Accepted` | the gate's estimate that restoration did good, and its verdict |
// | `Kept` | the restored frame where it was accepted, else the recorded one |
//
// ## Look first
//
// Only the rows that were restored. From left to right: as recorded, the truth (which you will not have), restored, the spread of
// the samples (brighter: less sure), and what restoration changed.


IDataView wereRestored = context.Data.FilterByCustomPredicate<Row>(results, row => !row.WasRestored);
var few = context.Transforms.SelectColumns("Sequence", "FrameIndex", "Probability", "Trust", "Accepted", "Frame", "Reference", "Restored", "Spread");

Show(context.Data.TakeRows(few.Fit(wereRestored).Transform(wereRestored), 4));

// ## Measure
//
// Against the truth, over all frames that were restored. What was in focus did not change by a single count:

var metrics = context.FocusRestoration.Evaluate(results);
Claim(metrics.PsnrGain.Mean > 4);
Claim(metrics.ShareImproved > 0.9);
Show(metrics);

var untouched = results.GetColumn<float[]>("Frame").Zip(results.GetColumn<float[]>("Kept"), results.GetColumn<bool>("Accepted"))
    .Where(row => !row.Third)
    .Select(row => row.First.SequenceEqual(row.Second))
    .ToArray();

Console.WriteLine($"{untouched.Count(same => same)} of {untouched.Length} frames that were not replaced have all their recorded counts.");
Claim(untouched.All(same => same));

// ## Whom the gate trusts
//
// The gate knows no truth. It looks at what can be seen: how the samples agree, how the restored frame explains the recorded one,
// how unusual all of this is. Here its trust stands beside what only the truth tells, the gain in PSNR.

IDataView measured = context.Transforms.FocusMetrics(outputPrefix: "Recorded", inputColumnName: "Frame", referenceColumnName: "Reference")
    .Append(context.Transforms.FocusMetrics(outputPrefix: "Restored", inputColumnName: "Restored", referenceColumnName: "Reference"))
    .Fit(results).Transform(results);

var verdicts = measured.GetColumn<float>("Trust")
    .Zip(measured.GetColumn<float>("RestoredPsnr").Zip(measured.GetColumn<float>("RecordedPsnr"), (after, before) => after - before), measured.GetColumn<bool>("Accepted"))
    .Where(row => !float.IsNaN(row.First))
    .Select(row => (Trust: row.First, Gain: row.Second, Accepted: row.Third))
    .ToArray();

Console.WriteLine($"{verdicts.Count(v => v.Accepted)} of {verdicts.Length} restorations accepted; least gain of an accepted one: {verdicts.Where(v => v.Accepted).Min(v => v.Gain):F1} dB");
Claim(verdicts.Count(v => v.Accepted) > verdicts.Length / 2);

Curve CurveOf(string name, bool accepted) =>
    new(name, [.. verdicts.Where(v => v.Accepted == accepted).Select(v => new CurvePoint(v.Trust, v.Gain))], Joined: false);

Show(CurvePlot.Create("Trust beside the truth", new PlotAxis("trust", 0, 1), new PlotAxis("gain in PSNR, dB"), [.. new[] { CurveOf("accepted", true), CurveOf("rejected", false) }.Where(curve => curve.Points.Count > 0)]));

// And what does it refuse? One video again, but nobody says how large its pixels are. The networks know frames of 0.65 µm a pixel;
// of frames of an unknown size the gate accepts none, and `Rejection` says why.

IDataView untold = context.Data.Cache(fitted.Transform(context.Data.LoadFrames("../../data/sample/well200003")));

foreach (var (reason, count) in untold.GetColumn<string>("Rejection").Where(reason => reason.Length > 0).CountBy(reason => reason))
    Console.WriteLine($"{count} restorations rejected: {reason}");
Claim(!untold.GetColumn<bool>("Accepted").Any(accepted => accepted));

// Most of the gain is that of walls and light; cells come back paler than they were. Whether *your* measurement survives
// restoration is a question of its own, and `postfocus evaluate` answers it.
//
// ## The yield
//
// A frame counts as lost where it is out of focus and no restoration of it was accepted. A video is affected where too many of its
// frames are lost.

var rows = results.GetColumn<string>("Sequence").Zip(results.GetColumn<bool>("PredictedLabel"), results.GetColumn<bool>("Accepted"))
    .Select(row => (Well: row.First, OutOfFocus: row.Second, Accepted: row.Third))
    .ToArray();

DataSetYield YieldOf(string name, Func<(string Well, bool OutOfFocus, bool Accepted), bool> isLost) =>
    DataSetYield.Of(name, rows.GroupBy(row => row.Well).Select(well => SequenceYield.Of(well.Key, well.Select(row => (bool?)isLost(row)))));

var before = YieldOf("as recorded", row => row.OutOfFocus);
var after = YieldOf("restored", row => row.OutOfFocus && !row.Accepted);

foreach (var yield in new[] { before, after })
    Console.WriteLine($"{yield.Name,-12} {yield.OutOfFocus,3} of {yield.Frames} frames lost, {yield.Usable} of {yield.Sequences} videos usable");
Claim(after.Usable > before.Usable);

// ## Keep it, and use it elsewhere
//
// The chain is a stock ML.NET zip. A program that loads it needs neither this notebook nor any trainer.

var zip = Path.Combine(Path.GetTempPath(), $"postfocus-{Guid.NewGuid():N}.zip");
context.Model.Save(fitted, frames.Schema, zip);

ITransformer loaded = new MLContext(seed: 1).Model.Load(zip, out _);
float[] trust = [.. results.GetColumn<float>("Trust")];
// Two videos are enough to compare.
float[] trustAfterLoading = [.. loaded.Transform(context.Data.TakeRows(frames, 48)).GetColumn<float>("Trust")];
File.Delete(zip);
Claim(trust.Take(48).SequenceEqual(trustAfterLoading));

// Everything in this notebook, with the files written in their own format and a report to look at, is what the command line does:
//
// postfocus run data/sample --pixel 0.65 --out out
//
// ## Where to go on
//
// - [Put a restorer of your own](5-own-restorer.ipynb) into this chain.
// - [ML.NET](../../docs/mlnet.md) has all columns; [the gate](../../docs/gate.md) tells how trust is learnt.

class Row { public bool WasRestored { get; set; } }
