using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Evaluation;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Trainers.Gate;

/// <summary>
/// Learns which restored frames can be trusted, from restored frames with their truth; made by
/// <c>mlContext.FocusRestoration.Trainers.Gate</c>.
/// </summary>
/// <remarks>
/// <para>A frame is worse than its input where it loses in any of the senses of <see cref="RestorationHarm"/>: a larger error than the
/// frame as recorded, at half contrast or after the best small Gaussian, or less correlation with the truth at edges or of fine structure.
/// On one part of the wells a logistic regression learns the probability that it is not, from evidence that needs no truth
/// (<see cref="GateModel.EvidenceNames"/>); on the others the lowest threshold of that trust is sought at which, with the stated
/// confidence, at most the allowed share of accepted frames is worse than their input.</para>
/// <para>Frames of one well are not independent, so wells are the trials, each with the share of its accepted frames that are worse. With
/// the defaults, 340 threshold wells with accepted frames, none of them worse, are the least that can keep the promise. It is about wells
/// like these: the same optics, cells and pixel size, and restored alike.</para>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Machine-learning task</term><description>Binary classification of restored frames; true = not worse than the
/// input</description></item>
/// <item><term>Is normalization required?</term><description>No: the evidence is standardised</description></item>
/// <item><term>Is caching required?</term><description>No: one pass over the rows</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>None</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// <item><term>Output columns</term><description>Trust, Single; Accepted, Boolean; Kept, vector of Single [height, width] in
/// counts</description></item>
/// </list>
/// </remarks>
public sealed partial class RestorationGateTrainer : IEstimator<RestorationGateTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal RestorationGateTrainer(IHostEnvironment environment, Options options) =>
        (_environment, _options) = (environment, options with { Seed = environment.Seed(options.Seed) });

    /// <summary>Fits weights and threshold on the restored rows of the input.</summary>
    /// <remarks>
    /// Where no threshold keeps the promise, the gate accepts nothing, and says so in the log and by
    /// <see cref="GateModel.Threshold"/>.
    /// </remarks>
    /// <exception cref="ArgumentException">
    /// A column is missing or of a wrong type, fewer than two wells have restored rows, or those fitted on are all better or
    /// all worse than their input.
    /// </exception>
    /// <exception cref="InvalidOperationException">A row was restored with one sample, which has no spread.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public RestorationGateTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Fit([input]);
    }

    /// <summary>The same, on several inputs: so their frames may differ in size.</summary>
    /// <param name="inputs">At least one.</param>
    public RestorationGateTransformer Fit(IReadOnlyCollection<IDataView> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var examples = GateExamples.Read(inputs, _options);
        var wells = GateWells.Split(examples, _options);
        var (fitting, judging) = wells;
        (var features, var bias) = GateRegression.Fit(fitting, _options.L2Regularization);

        var usual = wells.Usual();
        var draft = new GateModel(features, bias, threshold: null, wells.Calibration(_options), usual);
        GateFrame[] judged = [.. judging.Select(Judge)];
        var threshold = GateThreshold.Find(
            [.. judging.Where(e => usual.Holds(e.Evidence)).Select(Judge)],
            [.. fitting.Where(e => usual.Holds(e.Evidence)).Select(Judge)],
            _options.AllowedWorse,
            _options.Confidence,
            _options.UsedSeed
        );
        float[] trusts = [.. judged.Select(f => f.Trust)];
        bool[] good = [.. judged.Select(f => !f.IsWorse)];
        var model = new GateModel(
            features,
            bias,
            threshold.Value,
            draft.Calibration with
            {
                CalibrationError = CalibrationError.Expected(trusts, good),
                Reliability = CalibrationError.Table(trusts, good, bins: 10),
                AcceptedWells = threshold.Wells,
                AcceptedFrames = threshold.Frames,
                AcceptedWorse = threshold.WorseFrames,
                FailedWells = threshold.FailedWells,
                UpperBound = threshold.UpperBound,
            },
            usual
        );
        foreach (var line in Describe(model))
            _environment.LogLine("PostFocus gate", line);
        return new(_environment, model, _options.Gate);

        GateFrame Judge(GateExample example) => new(draft.Trust(example.Evidence), example.IsWorse, example.Well);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.Require(GateExamples.Needed(_options)).With(RestorationGateEstimator.OutputShape(_options.Gate));

    /// <summary>What was found, in lines of text: the figures behind the threshold, or why there is none.</summary>
    public static IReadOnlyList<string> Describe(GateModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var c = model.Calibration;
        var promise = Invariant($"at most {100 * c.AllowedWorse:0.##} % worse than their input at {100 * c.Confidence:0.##} % confidence");
        return
        [
            $"fitted on {c.FittingWells} wells: {c.FittingFrames} restored frames, {c.FittingWorse} worse than their input",
            Invariant(
                $"threshold wells: {c.ThresholdWells}, {c.ThresholdFrames} restored frames, {c.ThresholdWorse} worse than their input; calibration error of the trust {c.CalibrationError:F3}"
            ),
            model.Threshold is { } threshold
                ? Invariant(
                    $"accepted from trust {threshold:F4} on: {c.AcceptedFrames} frames ({100.0 * c.AcceptedFrames / c.ThresholdFrames:F1} %) of {c.AcceptedWells} wells, {c.AcceptedWorse} of them worse than their input, in {c.FailedWells} wells; promise: {promise} (bound {100 * c.UpperBound:F2} %)"
                )
                : $"no threshold keeps the promise of {promise}: nothing will be accepted. It takes at least {GateThreshold.LeastWells(c.AllowedWorse, c.Confidence)} threshold wells, if none of them has an accepted frame that is worse; there are {c.ThresholdWells}. Give more wells, allow more, or ask for less confidence.",
        ];

        static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
    }
}
