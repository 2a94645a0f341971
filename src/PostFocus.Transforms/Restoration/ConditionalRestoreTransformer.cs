using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.Diffusion;
using PostFocus.Transforms.Frames;
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

    private protected override RowComputation Bind(DataViewSchema input) => new Computation(this, input);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _network.Dispose();
        base.Dispose(disposing);
    }

    private sealed record Item(NamedFrame Source, IntensityMap Map, Instant Instant);

    private sealed record Outcome(float[] Restored, float[] Spread, int Samples, int Neighbours);

    private sealed class Computation : RowComputation<Item, Outcome>
    {
        private readonly ConditionalRestoreTransformer _owner;
        private readonly FrameColumn _frame;
        private readonly IntensityColumn _intensity;
        private readonly InstantColumns _instant;
        private readonly int _height, _width;

        public Computation(ConditionalRestoreTransformer owner, DataViewSchema input)
        {
            _owner = owner;
            ConditionalRestoreOptions options = owner.Options;
            _frame = FrameColumn.Find(input, options.FrameColumnName, owner.Host);
            _intensity = IntensityColumn.Find(input, options.IntensityColumnName);
            _instant = new(input, options.DecisionColumnName);
            (_height, _width) = _frame.Height > 0 ? (_frame.Height, _frame.Width) : (owner._fittedHeight, owner._fittedWidth);
            if (_height == 0)
            {
                throw new ArgumentException(
                    $"Column '{options.FrameColumnName}' does not state the size of its images. Fit ConditionalRestore on " +
                    "the data, or load frames with LoadFrames, or append ResizeImages.");
            }
            var frame = new VectorDataViewType(NumberDataViewType.Single, _height, _width);
            Outputs =
            [
                new(options.RestoredColumnName, frame),
                new(options.SpreadColumnName, frame),
                new(options.WasRestoredColumnName, BooleanDataViewType.Instance),
                new(options.SampleCountColumnName, NumberDataViewType.Int32),
                new(options.NeighbourCountColumnName, NumberDataViewType.Int32),
            ];
        }

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

        public override IEnumerable<DataViewSchema.Column> Inputs =>
            [.. _frame.Inputs, .. _intensity.Inputs, .. _instant.Inputs];

        public override int LookAhead => _owner.Options.LookAhead;

        public override int Margin => _owner.Model.UsesNeighbours ? _owner.Options.NeighbourDistance : 0;

        protected override Func<Item> ReaderOf(DataViewRow row)
        {
            Func<NamedFrame> frame = _frame.Reader(row);
            Func<NamedFrame, IntensityMap> map = _intensity.Reader(row);
            Func<Instant> instant = _instant.Reader(row);
            return () =>
            {
                NamedFrame source = frame();
                if (source.Frame.Height != _height || source.Frame.Width != _width)
                {
                    throw new FrameFormatException(source.Name, null,
                        $"the frame is {source.Frame.Height} x {source.Frame.Width} pixels; ConditionalRestore was fitted " +
                        $"on frames of {_height} x {_width} (height x width). Fit it on frames of this size");
                }
                return new Item(source, map(source), instant());
            };
        }

        protected override IReadOnlyList<Outcome> ComputeAll(IReadOnlyList<Item> items) => ComputeAll(items, 0, items.Count);

        protected override IReadOnlyList<Outcome> ComputeAll(IReadOnlyList<Item> items, int first, int count)
        {
            var outcomes = new Outcome[count];
            Instant[] instants = [.. items.Select(item => item.Instant)];
            // Frames side by side keep the cores busy where a frame's own samples are fewer than the cores.
            ParallelRows.For(count, i =>
            {
                (NamedFrame source, IntensityMap map, Instant instant) = items[first + i];
                if (!instant.IsOutOfFocus)
                {
                    outcomes[i] = new(source.Recorded.Counts, new float[source.Recorded.Counts.Length], 0, 0);
                    return;
                }
                Neighbour?[] neighbours = Neighbours(items, instants, first + i);
                RestoredFrame restored = _owner._restorer.Restore(source, map, neighbours);
                outcomes[i] = new(restored.Mean, restored.Spread, _owner._restorer.Samples, neighbours.Count(n => n is not null));
            });
            return outcomes;
        }

        /// <summary>Before and after, null where there is none; nothing for a model that does not look at them.</summary>
        private Neighbour?[] Neighbours(IReadOnlyList<Item> items, Instant[] instants, int row)
        {
            return _owner.Model.UsesNeighbours ? [Nearest(-1), Nearest(1)] : [];

            Neighbour? Nearest(int step) =>
                Instant.Nearest(instants, row, step, _owner.Options.NeighbourDistance, out long distance) is >= 0 and var found
                && new Neighbour(items[found].Source, items[found].Map, distance) is var neighbour
                && neighbour.ShowsThePlaceOf(items[row].Source.Frame, _owner.Options.NeighbourCorrelation)
                    ? neighbour
                    : null;
        }

        protected override Outcome UnusableOf(float[]? recorded) =>
            new(FrameColumn.Shown(recorded, _height * _width), new float[_height * _width], 0, 0);

        protected override Func<float[]?> RecordedOf(DataViewRow row) => _frame.CountsReader(row);

        protected override Delegate GetterOf(int output, Func<Outcome> current) => output switch
        {
            0 => Getters.Vector(() => current().Restored),
            1 => Getters.Vector(() => current().Spread),
            2 => Getters.Scalar(() => current().Samples > 0),
            3 => Getters.Scalar(() => current().Samples),
            _ => Getters.Scalar(() => current().Neighbours),
        };
    }
}
