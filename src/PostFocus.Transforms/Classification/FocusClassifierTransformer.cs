using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Tiling;

[assembly: LoadableClass(typeof(FocusClassifierTransformer), typeof(FocusClassifierTransformer), null,
    typeof(SignatureLoadModel), "PostFocus focus classifier", FocusClassifierTransformer.LoaderSignature)]

namespace PostFocus.Transforms.Classification;

/// <summary>
/// Says of each frame whether it is out of focus: <c>PredictedLabel</c> (true = out of focus), <c>Score</c> (logit) and
/// <c>Probability</c>, as ML.NET's binary evaluators expect.
/// </summary>
/// <remarks>
/// A frame larger than the network's input is judged on adjoining tiles, whose logits are averaged; a smaller one is
/// continued by reflection. Pixels are never rescaled, because resampling changes what defocus looks like.
/// </remarks>
public sealed class FocusClassifierTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusClassifier";

    private static readonly ModelZipPart s_part = new("PFCLASSI", LoaderSignature, 0x00010001);

    private readonly OnnxNetwork _network;
    private readonly string _frameColumn;
    private readonly string? _intensityColumn;

    internal FocusClassifierTransformer(
        IHostEnvironment environment, FocusModel model, string frameColumn, string? intensityColumn)
        : base(environment, nameof(FocusClassifierTransformer))
    {
        (Model, _frameColumn, _intensityColumn) = (model, frameColumn, intensityColumn);
        _network = new(model.Onnx, Host);
    }

    /// <summary>The trained network.</summary>
    public FocusModel Model { get; }

    private static FocusClassifierTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, r =>
        {
            (string frame, string? intensity) = (r.ReadString(), r.ReadOptional());
            return new FocusClassifierTransformer(environment, FocusModel.Read(r), frame, intensity);
        });

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, w =>
    {
        w.Write(_frameColumn);
        w.WriteOptional(_intensityColumn);
        Model.Write(w);
    });

    private protected override RowComputation Bind(DataViewSchema input) => new Computation(this, input);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _network.Dispose();
        base.Dispose(disposing);
    }

    internal static SchemaShape.Column[] OutputShape =>
    [
        MicrosoftMLInternals.ShapeOf(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance, isVector: false),
        MicrosoftMLInternals.ShapeOf(DefaultColumnNames.Score, NumberDataViewType.Single, isVector: false),
        MicrosoftMLInternals.ShapeOf(DefaultColumnNames.Probability, NumberDataViewType.Single, isVector: false),
    ];

    private sealed record Item(Frame Frame, IntensityMap Map);

    private sealed record Verdict(float Score)
    {
        public float Probability => 1 / (1 + MathF.Exp(-Score));
    }

    private sealed class Computation(FocusClassifierTransformer owner, DataViewSchema input)
        : RowComputation<Item, Verdict>
    {
        private readonly FrameColumn _frame = FrameColumn.Find(input, owner._frameColumn);
        private readonly IntensityColumn _intensity = IntensityColumn.Find(input, owner._intensityColumn);

        public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; } =
        [
            new(DefaultColumnNames.PredictedLabel, BooleanDataViewType.Instance),
            new(DefaultColumnNames.Score, NumberDataViewType.Single),
            new(DefaultColumnNames.Probability, NumberDataViewType.Single),
        ];

        public override IEnumerable<DataViewSchema.Column> Inputs => _frame.Inputs.Concat(_intensity.Inputs);

        public override int LookAhead => 32;

        protected override Func<Item> ReaderOf(DataViewRow row)
        {
            Func<NamedFrame> frame = _frame.Reader(row);
            Func<Frame, IntensityMap> map = _intensity.Reader(row);
            return () => frame().Frame is var read ? new Item(read, map(read)) : null!;
        }

        protected override IReadOnlyList<Verdict> ComputeAll(IReadOnlyList<Item> items)
        {
            int size = owner.Model.InputSize;
            var tiles = items.SelectMany((item, index) => Tiles(item, size).Select(tile => (index, tile))).ToArray();
            var logits = new float[tiles.Length];
            owner._network.Evaluate(
                tiles.Length,
                i => [new("frame", tiles[i].tile(), 1, size, size)],
                (i, output) => logits[i] = output[1] - output[0]);
            return [.. tiles.Zip(logits)
                .GroupBy(pair => pair.First.index, pair => pair.Second)
                .OrderBy(group => group.Key)
                .Select(group => new Verdict(group.Average()))];
        }

        /// <summary>Tiles are cut when they are evaluated, so that a large frame does not lie in memory twice.</summary>
        private static IEnumerable<Func<float[]>> Tiles(Item item, int size)
        {
            var unit = new float[item.Frame.Counts.Length];
            item.Map.ToUnit(item.Frame.Counts, unit);
            var grid = new TileGrid(item.Frame.Height, item.Frame.Width, size, overlap: 0);
            return Enumerable.Range(0, grid.Tiles.Count).Select<int, Func<float[]>>(tile => () => grid.Extract(unit, tile));
        }

        protected override Delegate GetterOf(int output, Func<Verdict> current) => output switch
        {
            0 => Getters.Scalar(() => current().Score > 0),
            1 => Getters.Scalar(() => current().Score),
            _ => Getters.Scalar(() => current().Probability),
        };
    }
}
