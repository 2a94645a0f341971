#:project ../../src/PostFocus.Transforms/PostFocus.Transforms.csproj
#:property PublishAot=false
// How much restoration gains where the truth is known:
//   dotnet run -c Release samples/Apps/MeasureRestoration.cs -- [MANIFEST.csv] [MODEL.zip] [PredictedLabel|Label] [SAMPLES] [STEPS]
// The third argument says what decides which frames are restored: the classifier, or the manifest's out_of_focus.
using Microsoft.ML;
using PostFocus.Transforms;
using PostFocus.Transforms.Restoration;

string manifest = args.Length > 0 ? args[0] : "data/sample-truth/truth.csv";
string model = args.Length > 1 ? args[1] : "data/models/postfocus.zip";
string decision = args.Length > 2 ? args[2] : "PredictedLabel";
int samples = args.Length > 3 ? int.Parse(args[3]) : 5;
int steps = args.Length > 4 ? int.Parse(args[4]) : 5;

var context = new MLContext(seed: 1);
PretrainedModels models = context.FocusRestoration.LoadModels(model);
IDataView frames = context.Data.LoadFrames(manifest);

var pipeline = context
    .Transforms.ScoreFocus(models.Classifier!)
    .Append(
        context.Transforms.ConditionalRestore(
            models.Restorer!,
            new ConditionalRestoreEstimator.Options
            {
                DecisionColumnName = decision,
                Samples = samples,
                Steps = steps,
            }
        )
    )
    .Append(context.Transforms.FocusMetrics("Before", "Frame", "Reference"))
    .Append(context.Transforms.FocusMetrics("After", "Restored", "Reference"));
IDataView result = pipeline.Fit(frames).Transform(frames);

// The rows are computed once, in one pass, and then held in memory.
Row[] rows = [.. context.Data.CreateEnumerable<Row>(result, reuseRowObject: false, ignoreMissingColumns: true)];
Row[] restored = [.. rows.Where(r => r.WasRestored)];
foreach (Row r in restored)
    Console.WriteLine(
        $"{r.Sequence}/{r.FrameIndex} {r.TrueDefocusMicrons:F1} um, P(out of focus) {r.Probability:F3}: PSNR {r.BeforePsnr:F2} -> {r.AfterPsnr:F2} dB, PCC {r.BeforePcc:F3} -> {r.AfterPcc:F3}"
    );
Console.WriteLine($"accuracy of the classifier: {rows.Average(r => r.Label == r.PredictedLabel ? 1.0 : 0.0):P1} of {rows.Length} frames");
Console.WriteLine($"restored: {restored.Length} frames");
Console.WriteLine($"PSNR: {restored.Average(r => r.BeforePsnr):F1} dB before, {restored.Average(r => r.AfterPsnr):F1} dB after");
Console.WriteLine(
    $"Pearson correlation with the truth: {restored.Average(r => r.BeforePcc):F3} before, {restored.Average(r => r.AfterPcc):F3} after"
);

internal sealed class Row
{
    public string Sequence { get; set; } = "";
    public int FrameIndex { get; set; }
    public float TrueDefocusMicrons { get; set; }
    public float Probability { get; set; }
    public bool Label { get; set; }
    public bool PredictedLabel { get; set; }
    public bool WasRestored { get; set; }
    public float BeforePsnr { get; set; }
    public float AfterPsnr { get; set; }
    public float BeforePcc { get; set; }
    public float AfterPcc { get; set; }
}
