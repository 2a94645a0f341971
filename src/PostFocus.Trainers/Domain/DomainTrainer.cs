using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Training;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Trainers.Domain;

/// <summary>
/// Learns what frames look like that networks and gate know; made by <c>mlContext.FocusRestoration.Trainers.Domain</c>.
/// </summary>
/// <remarks>
/// <para>Give it the frames that the networks learnt from, all kinds of them, with the same <see cref="AcquisitionOptions"/>: noise alone
/// must not take a frame out of the domain. Of each a square from anywhere is taken. On one part of the wells normal distributions are
/// fitted to the statistics of the frames' texture (<see cref="PostFocus.Imaging.Texture.BandStatistics"/>); the others set the limit,
/// beyond which the stated share of their frames lies.</para>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Machine-learning task</term><description>Anomaly detection</description></item>
/// <item><term>Is normalization required?</term><description>No</description></item>
/// <item><term>Is caching required?</term><description>No: one pass over the rows</description></item>
/// <item><term>Required NuGet in addition to Microsoft.ML</term><description>None</description></item>
/// <item><term>Exportable to ONNX</term><description>No</description></item>
/// <item><term>Output columns</term><description>DomainScore, Single; InDomain, Boolean</description></item>
/// </list>
/// </remarks>
public sealed partial class DomainTrainer : IEstimator<DomainScoringTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly Options _options;

    internal DomainTrainer(IHostEnvironment environment, Options options) =>
        (_environment, _options) = (environment, options with { Seed = environment.Seed(options.Seed) });

    /// <summary>Fits distributions and limit on the frames of the input.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    /// <exception cref="PostFocusException">There are too few wells for the limit.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public DomainScoringTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Fit([input]);
    }

    /// <summary>The same, on several inputs: so their frames may differ in size.</summary>
    /// <param name="inputs">At least one.</param>
    public DomainScoringTransformer Fit(IReadOnlyCollection<IDataView> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        _options.Acquisition.Validate();
        var examples = DomainExamples.Read(inputs, _options);
        (var fitting, var judging) = GroupSplit.Split([.. examples.Select(e => (e, e.Well))], _options.LimitFraction, _options.UsedSeed);
        var least = (int)Math.Ceiling(1 / _options.FalseAlarms) - 1;
        if (fitting.Count == 0 || judging.Count < least)
        {
            throw new PostFocusException(
                $"A limit that {100 * _options.FalseAlarms:0.##} % of the frames lie beyond takes at least {least} frames of wells that nothing was fitted on; there are {judging.Count}. "
                    + "Give more wells, or allow more false alarms."
            );
        }
        var components = DomainMixture.Fit([.. fitting.Select(e => e.Statistics)], _options.Kinds, (int)(_options.UsedSeed % int.MaxValue));
        double[] distances = [.. judging.Select(e => DomainModel.Distance(components, e.Statistics)).Order()];
        // So that a new frame of such wells lies beyond it as often as stated (conformal prediction).
        var rank = (int)Math.Ceiling((1 - _options.FalseAlarms) * (distances.Length + 1));
        var model = new DomainModel(
            components,
            distances[Math.Min(rank, distances.Length) - 1],
            _options.PixelMicrons,
            new()
            {
                FalseAlarms = _options.FalseAlarms,
                FittingWells = Wells(fitting),
                FittingFrames = fitting.Count,
                LimitWells = Wells(judging),
                LimitFrames = judging.Count,
            }
        );
        _environment.LogLine("PostFocus domain", Describe(model));
        return new(_environment, model, _options.Scoring);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema.Require(DomainExamples.Needed(_options)).With(DomainScoringEstimator.OutputShape(_options.Scoring));

    /// <summary>What was found, in a line of text.</summary>
    public static string Describe(DomainModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var c = model.Calibration;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Components.Count} kinds of frames, fitted on {c.FittingFrames} frames of {c.FittingWells} wells; limit of the distance {model.Limit:F3}, set by {c.LimitFrames} frames of {c.LimitWells} other wells, {100 * c.FalseAlarms:0.##} % of which lie beyond it"
        );
    }

    private static int Wells(IReadOnlyList<DomainExample> examples) => examples.Select(e => e.Well).Distinct().Count();
}
