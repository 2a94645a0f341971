using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Diffusion;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(typeof(ConditionalRestoreTransformer), typeof(ConditionalRestoreTransformer), null,
    typeof(SignatureLoadModel), "PostFocus conditional restore", ConditionalRestoreTransformer.LoaderSignature)]

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Restores the frames that the decision column marks and passes all others through with the same bits (Wu et al. 2024,
/// section 2.4): <c>Restored</c> is the mean of the samples, <c>Spread</c> their standard deviation (n − 1), both in counts
/// before anything is rounded or scaled for display, <c>SampleCount</c> their number n,
/// and <c>NeighbourCount</c> the number of frames in focus that were looked at.
/// </summary>
public sealed class ConditionalRestoreTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusRestore";

    // 0x00010001 knew one prediction, one schedule and one sampler.
    private const uint WithDiffusion = 0x00010002, WithNeighbours = 0x00010003, WithEstimateLimit = 0x00010004, WithNeighbourCorrelation = 0x00010005,
        WithBadFrames = 0x00020002;

    private static readonly ModelZipPart s_part = new("PFRESTOR", LoaderSignature, OldestVersion: 0x00010001, WithBadFrames);

    private readonly OnnxNetwork _network;
    private readonly FrameRestorer _restorer;
    private readonly int _fittedHeight, _fittedWidth;

    /// <param name="environment">The MLContext.</param>
    /// <param name="model">The trained network.</param>
    /// <param name="options">Columns, samples, steps.</param>
    /// <param name="fittedHeight">For image columns that do not state their size: the height seen in Fit, else 0.</param>
    /// <param name="fittedWidth">The width seen in Fit, else 0.</param>
    internal ConditionalRestoreTransformer(
        IHostEnvironment environment, RestorationModel model, ConditionalRestoreOptions options,
        int fittedHeight = 0, int fittedWidth = 0)
        : base(environment, nameof(ConditionalRestoreTransformer))
    {
        ConditionalRestoreOptions taken = options.For(model);
        (Model, Options, _fittedHeight, _fittedWidth) = (model, options, fittedHeight, fittedWidth);
        _network = new(model.File, model.Contract, Host);
        _restorer = new(_network, model, taken);
    }

    /// <summary>The trained network.</summary>
    public RestorationModel Model { get; }

    /// <summary>Columns, samples, steps and seed.</summary>
    public ConditionalRestoreOptions Options { get; }

    private static ConditionalRestoreTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, (r, version) =>
        {
            var options = new ConditionalRestoreOptions
            {
                FrameColumnName = r.ReadString(),
                DecisionColumnName = r.ReadString(),
                IntensityColumnName = r.ReadOptional(),
                RestoredColumnName = r.ReadString(),
                SpreadColumnName = r.ReadString(),
                WasRestoredColumnName = r.ReadString(),
                Samples = r.ReadInt32(),
                Steps = r.ReadInt32(),
                Seed = r.ReadUInt64(),
                TileOverlap = r.ReadInt32(),
                LookAhead = r.ReadInt32(),
            };
            (int height, int width) = (r.ReadInt32(), r.ReadInt32());
            if (version >= WithDiffusion)
            {
                options = options with
                {
                    SampleCountColumnName = r.ReadString(),
                    Sampler = r.ReadOptional() is { } sampler ? Enum.Parse<Sampler>(sampler) : null,
                    Eta = r.ReadDouble(),
                };
            }
            if (version >= WithNeighbours)
                options = options with { NeighbourDistance = r.ReadInt32() };
            if (version >= WithEstimateLimit)
                options = options with { EstimateLimit = r.ReadDouble() };
            options = version >= WithNeighbourCorrelation
                ? options with { NeighbourCorrelation = r.ReadDouble(), NeighbourCountColumnName = r.ReadString() }
                : options with { NeighbourCorrelation = -1 };
            RestorationModel model = RestorationModel.Read(r, version >= WithDiffusion, version >= WithNeighbours);
            if (version >= WithBadFrames)
                options = options with { OnBadFrame = r.ReadOnBadFrame() };
            model.File.OpenAhead(model.Contract, environment);
            return new ConditionalRestoreTransformer(environment, model, options, height, width);
        });

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, w =>
    {
        w.Write(Options.FrameColumnName);
        w.Write(Options.DecisionColumnName);
        w.WriteOptional(Options.IntensityColumnName);
        w.Write(Options.RestoredColumnName);
        w.Write(Options.SpreadColumnName);
        w.Write(Options.WasRestoredColumnName);
        w.Write(Options.Samples);
        w.Write(Options.Steps);
        w.Write(Options.Seed);
        w.Write(Options.TileOverlap);
        w.Write(Options.LookAhead);
        w.Write(_fittedHeight);
        w.Write(_fittedWidth);
        w.Write(Options.SampleCountColumnName);
        w.WriteOptional(Options.Sampler?.ToString());
        w.Write(Options.Eta);
        w.Write(Options.NeighbourDistance);
        w.Write(Options.EstimateLimit);
        w.Write(Options.NeighbourCorrelation);
        w.Write(Options.NeighbourCountColumnName);
        Model.Write(w);
        w.Write(Options.OnBadFrame.ToString());
    });

    private protected override OnBadFrame OnBadFrame => Options.OnBadFrame;

    private protected override RowComputation Bind(DataViewSchema input) =>
        new ConditionalRestoreComputation(Model, Options, _restorer, (_fittedHeight, _fittedWidth), input, Host);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _network.Dispose();
        base.Dispose(disposing);
    }
}
