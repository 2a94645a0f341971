using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Linear = PostFocus.Trainers.Networks.Blocks.Linear;

namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>
/// Self-attention within square windows of a map [N, H, W, channels], with a learned bias for each relative position (Liu et
/// al. 2021, section 3.2), and optionally what is learnt about each place of a window added before (Wang et al. 2022, eq. 5).
/// </summary>
/// <remarks>
/// Shifted windows reach over those of other blocks by half of their side. What came in at the other end by the shift, and
/// the rows and columns that fill up the last windows, are not attended to. A map that is no larger than a window is not shifted.
/// </remarks>
internal sealed class WindowAttention : Block
{
    private readonly Linear queriesKeysValues,
        output;
    private readonly Parameter positions; // [(2 window - 1)², heads]
    private readonly Parameter? modulator; // [window², channels]
    private readonly Tensor _indices; // [window² · window²], the row of positions for (query, key)
    private readonly int _channels,
        _heads,
        _window,
        _shift;

    public WindowAttention(Generator generator, int channels, int heads, int window, bool shifted, bool modulated)
        : base(nameof(WindowAttention))
    {
        (_channels, _heads, _window, _shift) = (channels, heads, window, shifted ? window / 2 : 0);
        queriesKeysValues = new(generator, channels, 3 * channels);
        output = new(generator, channels, channels);
        positions = Initialization.Constant(0, (2 * window - 1) * (2 * window - 1), heads);
        if (modulated)
            modulator = Initialization.Constant(0, window * window, channels);
        _indices = tensor(RelativePositions.Indices(window));
        RegisterComponents();
    }

    private int Tokens => _window * _window;

    private int HeadSize => _channels / _heads;

    public override Tensor forward(Tensor input)
    {
        var grid = new WindowGrid((int)input.shape[1], (int)input.shape[2], _window, _shift);
        var (batch, windows) = (input.shape[0], grid.Rows * grid.Columns);
        var map = nn.functional.pad(input, [0, 0, 0, grid.MissingColumns, 0, grid.MissingRows]);
        if (grid.Shift > 0)
            map = map.roll([-grid.Shift, -grid.Shift], [1, 2]);
        var tokens = map.view(batch, grid.Rows, _window, grid.Columns, _window, _channels)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(batch, windows, Tokens, _channels);
        if (modulator is not null)
            tokens = tokens + modulator.to(input.dtype);

        // Windows stand beside the heads, which is how the bias is the same for all items. In float32, see SelfAttention.
        var heads = queriesKeysValues
            .forward(tokens)
            .view(batch, windows, Tokens, 3, _heads, HeadSize)
            .permute(3, 0, 1, 4, 2, 5)
            .reshape(3, batch, windows * _heads, Tokens, HeadSize)
            .to(ScalarType.Float32);
        var bias = Bias();
        if (grid.NeedsMask)
        {
            var regions = tensor(grid.Regions(), [windows, 1, Tokens], device: input.device);
            bias = bias + (regions.unsqueeze(-1) == regions.unsqueeze(-2)).to(ScalarType.Float32).log();
        }
        bias = bias.expand(windows, _heads, Tokens, Tokens).reshape(1, windows * _heads, Tokens, Tokens);
        var attended = nn
            .functional.scaled_dot_product_attention(heads[0], heads[1], heads[2], bias)
            .to(input.dtype)
            .view(batch, windows, _heads, Tokens, HeadSize)
            .transpose(2, 3)
            .reshape(batch, windows, Tokens, _channels);

        map = output
            .forward(attended)
            .view(batch, grid.Rows, grid.Columns, _window, _window, _channels)
            .permute(0, 1, 3, 2, 4, 5)
            .reshape(batch, grid.Height, grid.Width, _channels);
        if (grid.Shift > 0)
            map = map.roll([grid.Shift, grid.Shift], [1, 2]);
        return map.narrow(1, 0, input.shape[1]).narrow(2, 0, input.shape[2]);
    }

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input)
    {
        var grid = new WindowGrid(input.Shape[1], input.Shape[2], _window, _shift);
        var windows = grid.Rows * grid.Columns;
        var map = grid.Fills ? input : graph.PadEnd(input, grid.MissingRows, grid.MissingColumns);
        if (grid.Shift > 0)
            map = graph.RollBack(graph.RollBack(map, 1, grid.Shift), 2, grid.Shift);
        var tokens = graph.Reshape(map, OnnxValue.Batch, grid.Rows, _window, grid.Columns, _window, _channels);
        tokens = graph.Reshape(graph.Transpose(tokens, 0, 1, 3, 2, 4, 5), OnnxValue.Batch, windows, Tokens, _channels);
        if (modulator is not null)
            tokens = graph.Add(tokens, graph.Weight(modulator));

        var parts = graph.Split(queriesKeysValues.Export(graph, tokens), axis: 3, parts: 3);
        OnnxValue[] heads = [.. parts.Select(part => graph.Reshape(part, OnnxValue.Batch, windows, Tokens, _heads, HeadSize))];
        var queries = graph.Multiply(graph.Transpose(heads[0], 0, 1, 3, 2, 4), graph.Constant(1 / MathF.Sqrt(HeadSize)));
        var scores = graph.MatMul(queries, graph.Transpose(heads[1], 0, 1, 3, 4, 2));
        scores = graph.Add(scores, graph.Weight(Bias(), LoadBias));
        if (grid.NeedsMask)
        {
            var regions = graph.Integers([.. grid.Regions().Select(region => (int)region)]);
            scores = graph.Add(
                scores,
                graph.LogEqual(
                    graph.Reshape(regions, 1, windows, 1, Tokens, 1),
                    graph.Reshape(regions, 1, windows, 1, 1, Tokens),
                    1,
                    windows,
                    1,
                    Tokens,
                    Tokens
                )
            );
        }
        var attended = graph.MatMul(graph.Softmax(scores), graph.Transpose(heads[2], 0, 1, 3, 2, 4));
        tokens = graph.Reshape(graph.Transpose(attended, 0, 1, 3, 2, 4), OnnxValue.Batch, windows, Tokens, _channels);

        map = graph.Reshape(output.Export(graph, tokens), OnnxValue.Batch, grid.Rows, grid.Columns, _window, _window, _channels);
        map = graph.Reshape(graph.Transpose(map, 0, 1, 3, 2, 4, 5), OnnxValue.Batch, grid.Height, grid.Width, _channels);
        if (grid.Shift > 0)
            map = graph.RollBack(graph.RollBack(map, 1, grid.Height - grid.Shift), 2, grid.Width - grid.Shift);
        return graph.CropStart(map, input.Shape[1], input.Shape[2]);
    }

    private Tensor Bias() // [1, heads, query, key]
        => positions.index_select(0, _indices).view(1, Tokens, Tokens, _heads).permute(0, 3, 1, 2).contiguous();

    private void LoadBias(Tensor bias) => positions.index_copy_(0, _indices, bias.permute(0, 2, 3, 1).reshape(-1, _heads));
}
