using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Metrics;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(typeof(FocusMetricsTransformer), typeof(FocusMetricsTransformer), null,
    typeof(SignatureLoadModel), "PostFocus focus metrics", FocusMetricsTransformer.LoaderSignature)]

namespace PostFocus.Transforms.Metrics;

/// <summary>
/// Measures frames: <c>Tenengrad</c> (mean squared Sobel gradient) always; <c>Psnr</c> (dB) and <c>Pcc</c> (Pearson
/// correlation) where a reference is given.
/// </summary>
/// <remarks>
/// Frames are measured in units of the intensity map's range (black 0, white 1), so that values compare between
/// cameras; the data range of the PSNR is that range.
/// </remarks>
public sealed class FocusMetricsTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusMetrics";

    private static readonly ModelZipPart s_part = new("PFMETRIC", LoaderSignature, OldestVersion: 0x00010001);

    internal FocusMetricsTransformer(IHostEnvironment environment, FocusMetricsOptions options)
        : base(environment, nameof(FocusMetricsTransformer)) => Options = options;

    /// <summary>Columns.</summary>
    public FocusMetricsOptions Options { get; }

    internal static string[] OutputNames(FocusMetricsOptions options) => options.ReferenceColumnName is null
        ? [options.Prefix + "Tenengrad"]
        : [options.Prefix + "Tenengrad", options.Prefix + "Psnr", options.Prefix + "Pcc"];

    private static FocusMetricsTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, r => new FocusMetricsTransformer(environment, new FocusMetricsOptions
        {
            FrameColumnName = r.ReadString(),
            ReferenceColumnName = r.ReadOptional(),
            IntensityColumnName = r.ReadOptional(),
            Prefix = r.ReadString(),
        }));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, w =>
    {
        w.Write(Options.FrameColumnName);
        w.WriteOptional(Options.ReferenceColumnName);
        w.WriteOptional(Options.IntensityColumnName);
        w.Write(Options.Prefix);
    });

    private protected override RowComputation Bind(DataViewSchema input) => new Computation(Options, input, Host);

    internal static IEnumerable<NeededColumn> Needed(FocusMetricsOptions options) =>
    [
        FrameColumn.Needed(options.FrameColumnName), IntensityColumn.Needed(options.IntensityColumnName),
        .. options.ReferenceColumnName is { } reference ? [FrameColumn.Needed(reference)] : Array.Empty<NeededColumn>(),
    ];

    private sealed record Item(NamedFrame Frame, Frame? Reference, IntensityMap Map);

    private sealed record Measured(float[] Values);

    private sealed class Computation(FocusMetricsOptions options, DataViewSchema input, IHostEnvironment environment) : RowComputation<Item, Measured>
    {
        private readonly FrameColumn _frame = FrameColumn.Find(input, options.FrameColumnName, environment);
        private readonly FrameColumn? _reference =
            options.ReferenceColumnName is { } name ? FrameColumn.Find(input, name) : null;
        private readonly IntensityColumn _intensity = IntensityColumn.Find(input, options.IntensityColumnName);

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
            [.. OutputNames(options).Select(name => new DataViewSchema.DetachedColumn(name, NumberDataViewType.Single))];

        public override IEnumerable<DataViewSchema.Column> Inputs =>
            [.. _frame.Inputs, .. _reference?.Inputs ?? [], .. _intensity.Inputs];

        public override int LookAhead => 1;

        protected override Func<Item> ReaderOf(DataViewRow row)
        {
            Func<NamedFrame> frame = _frame.Reader(row);
            Func<NamedFrame>? reference = _reference?.Reader(row);
            Func<NamedFrame, IntensityMap> map = _intensity.Reader(row);
            return () =>
            {
                NamedFrame read = frame();
                return new Item(read, reference?.Invoke().Frame, map(read));
            };
        }

        protected override IReadOnlyList<Measured> ComputeAll(IReadOnlyList<Item> items) => [.. items.Select(Measure)];

        private static Measured Measure(Item item)
        {
            Frame frame = item.Frame.Frame;
            double range = item.Map.White - item.Map.Black;
            float tenengrad = (float)(FocusMeasures.Tenengrad(frame.Counts, frame.Height, frame.Width) / (range * range));
            if (item.Reference is not { } reference)
                return new([tenengrad]);
            if (reference.Height != frame.Height || reference.Width != frame.Width)
            {
                throw new FrameFormatException(item.Frame.Name, null,
                    $"the frame is {frame.Height} x {frame.Width} pixels, its reference {reference.Height} x " +
                    $"{reference.Width} (height x width); they must be of one size");
            }
            return new(
            [
                tenengrad,
                (float)ImageMetrics.Psnr(reference.Counts, frame.Counts, range),
                (float)ImageMetrics.Pcc(reference.Counts, frame.Counts),
            ]);
        }

        protected override Measured UnusableOf(float[]? recorded) => new([.. Outputs.Select(_ => float.NaN)]);

        protected override Delegate GetterOf(int output, Func<Measured> current) =>
            Getters.Scalar(() => current().Values[output]);
    }
}

/// <summary>Measures frames; made by <c>mlContext.Transforms.FocusMetrics</c>.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>No</description></item>
/// <item><term>Input columns</term><description>A frame or MLImage; optionally a reference frame and an intensity column</description></item>
/// <item><term>Output columns</term><description>Tenengrad; with a reference also Psnr (dB) and Pcc; all Single</description></item>
/// </list>
/// </remarks>
public sealed class FocusMetricsEstimator : IEstimator<FocusMetricsTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly FocusMetricsOptions _options;

    internal FocusMetricsEstimator(IHostEnvironment environment, FocusMetricsOptions options) =>
        (_environment, _options) = (environment, options);

    /// <summary>Makes the transformer; there is nothing to learn.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public FocusMetricsTransformer Fit(IDataView input) =>
        FrameTransformer.Checked(new FocusMetricsTransformer(_environment, _options), input);

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema.Require(FocusMetricsTransformer.Needed(_options)).With(
        [.. FocusMetricsTransformer.OutputNames(_options)
            .Select(name => MicrosoftMLInternals.ShapeOf(name, NumberDataViewType.Single, isVector: false))]);
}
