using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Cells;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Segmentation;
using PostFocus.Transforms.Settings;

[assembly: LoadableClass(
    typeof(SegmentCellsTransformer),
    typeof(SegmentCellsTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus segmenter",
    SegmentCellsTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Segmentation;

/// <summary>
/// Finds the cells of each frame: <see cref="CellLabelsColumn"/>, <see cref="CellCountColumn"/>, <see cref="CellScoresColumn"/> and
/// <see cref="CellPolygonsColumn"/>.
/// </summary>
/// <remarks>
/// The network tells for each square of its grid how likely a cell is there, and the cell's outline as a star-convex polygon. Of the
/// polygons of at least the model's score those of the greatest are kept, and those that overlap them dropped
/// (<see cref="StarPolygons.Suppress"/>); cells are numbered in this order. A frame larger than the network's input is looked at in tiles
/// that overlap by a third, whose outputs are blended; a smaller one is continued by reflection. Frames of known, other pixel size than the
/// model's are brought to it, and the outlines back. Pixels without data have the label 0, and no cell has its centre there.
/// </remarks>
public sealed class SegmentCellsTransformer : FrameTransformer
{
    /// <summary>
    /// Name of a column: the number of the cell at each pixel, 0 where there is none, vector of Single with the frame's dimensions
    /// [height, width]. Where outlines overlap, a pixel belongs to the cell in which it lies least far out
    /// (<see cref="StarPolygons.Draw"/>).
    /// </summary>
    public const string CellLabelsColumn = "CellLabels";

    /// <summary>Name of a column: how many cells there are, Int32.</summary>
    public const string CellCountColumn = "CellCount";

    /// <summary>Name of a column: how sure it is that there is a cell, 0 to 1, a vector of Single with one for each, falling.</summary>
    public const string CellScoresColumn = "CellScores";

    /// <summary>
    /// Name of a column: the outlines, a vector of Single with dimensions [cells, rays, 2]: x and y of each corner in pixels of the frame,
    /// where whole numbers are the middles of pixels. Outlines may overlap.
    /// </summary>
    public const string CellPolygonsColumn = "CellPolygons";

    internal const string LoaderSignature = "PostFocusSegmenter";

    private static readonly ModelZipPart s_part = new("PFCELLSG", LoaderSignature, OldestVersion: ModelZipPart.WithHash);

    private readonly OnnxNetwork _network;
    private readonly SegmentCellsEstimator.Options _options;

    internal SegmentCellsTransformer(IHostEnvironment environment, SegmentationModel model, SegmentCellsEstimator.Options options)
        : base(environment, nameof(SegmentCellsTransformer))
    {
        (Model, _options) = (model, options);
        _network = new(model.File, model.Contract, Host);
    }

    /// <summary>The trained network.</summary>
    public SegmentationModel Model { get; }

    private static SegmentCellsTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(
            context,
            zip =>
            {
                var options = new SegmentCellsEstimator.Options().Through(zip);
                var model = SegmentationModel.Through(zip, null);
                model.File.OpenAhead(model.Contract, environment);
                return new SegmentCellsTransformer(environment, model, options);
            }
        );

    private protected override void SaveModel(ModelSaveContext context) =>
        s_part.Write(
            context,
            zip =>
            {
                _options.Through(zip);
                SegmentationModel.Through(zip, Model);
            }
        );

    private protected override OnBadFrame OnBadFrame => _options.OnBadFrame;

    private protected override RowComputation Bind(DataViewSchema input) =>
        new SegmentCellsComputation(Model, _network, _options, input, Host);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _network.Dispose();
        base.Dispose(disposing);
    }

    internal static SchemaShape.Column[] OutputShape(string prefix) =>
        [
            MicrosoftMLInternals.ShapeOf(prefix + CellLabelsColumn, NumberDataViewType.Single, isVector: true),
            MicrosoftMLInternals.ShapeOf(prefix + CellCountColumn, NumberDataViewType.Int32, isVector: false),
            MicrosoftMLInternals.ShapeOf(prefix + CellScoresColumn, NumberDataViewType.Single, isVector: true, isVariable: true),
            MicrosoftMLInternals.ShapeOf(prefix + CellPolygonsColumn, NumberDataViewType.Single, isVector: true, isVariable: true),
        ];
}
