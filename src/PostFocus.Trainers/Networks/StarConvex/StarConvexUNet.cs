using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Torch;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.StarConvex;

/// <summary>
/// The U-Net of StarDist: Schmidt et al., Cell Detection with Star-Convex Polygons, MICCAI 2018, section 2.
/// </summary>
/// <remarks>
/// It differs from the published one in that squares of the grid enter as channels, which takes the place of its first pooling; that
/// convolutions are normalised by batches; and that distances are counted in units of eight pixels, about the radius of a cell.
/// </remarks>
internal sealed class StarConvexUNet : SegmenterNetwork
{
    private const double DistanceUnit = 8;

    private readonly TorchSharp.Modules.ModuleList<Chain> encoder,
        decoder; // of the levels, the finest first
    private readonly NormalizedConvolution head;
    private readonly Convolution cell,
        distances;
    private readonly int _grid;

    /// <summary>A new network with random weights; its last layers are zero.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    public StarConvexUNet(StarConvexUNetOptions options, ulong seed = 0)
        : base(nameof(StarConvexUNet), options)
    {
        using var generator = new Generator(seed, CPU);
        var widths = options.Widths;
        _grid = options.Grid;
        encoder = new([
            .. widths.Select(
                (width, level) =>
                    level == 0 ? Pair(options.Grid * options.Grid, width, stride: 1) : Pair(widths[level - 1], width, stride: 2)
            ),
        ]);
        decoder = new([.. widths.SkipLast(1).Select((width, level) => Pair(width + widths[level + 1], width, stride: 1))]);
        head = new(generator, widths[0], options.HeadWidth, kernel: 3);
        cell = new(null, options.HeadWidth, 1, kernel: 1);
        distances = new(null, options.HeadWidth, options.Rays, kernel: 1);
        RegisterComponents();

        Chain Pair(int inputs, int outputs, int stride) =>
            new([
                new NormalizedConvolution(generator, inputs, outputs, kernel: 3, stride),
                new NormalizedConvolution(generator, outputs, outputs, kernel: 3),
            ]);
    }

    protected override Tensor Compute(Tensor frames)
    {
        var h = nn.functional.pixel_unshuffle(frames, _grid);
        var levels = encoder.Select(level => h = level.forward(h)).ToArray();
        for (var level = decoder.Count - 1; level >= 0; level--)
        {
            h = nn.functional.interpolate(h, scale_factor: [2, 2], mode: InterpolationMode.Nearest);
            h = decoder[level].forward(cat([levels[level], h], 1));
        }
        h = head.forward(h);
        return cat([cell.forward(h), distances.forward(h).Times(DistanceUnit)], 1);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frames)
    {
        var h = graph.PatchesToChannels(frames, _grid);
        var levels = encoder.Select(level => h = level.Export(graph, h)).ToArray();
        for (var level = decoder.Count - 1; level >= 0; level--)
            h = decoder[level].Export(graph, graph.Concatenate(levels[level], graph.UpsampleNearest(h)));
        h = head.Export(graph, h);
        return graph.Concatenate(cell.Export(graph, h), graph.Multiply(distances.Export(graph, h), graph.Constant((float)DistanceUnit)));
    }
}
