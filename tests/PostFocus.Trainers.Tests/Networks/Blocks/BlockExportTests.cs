using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Networks.Dmphns;
using PostFocus.Trainers.Networks.Uformers;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Tests.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.Blocks;

public class BlockExportTests
{
    private const int Channels = 16;
    private const int Side = 6;
    private const float Tolerance = 1e-4f;

    private static readonly Dictionary<string, Func<Generator, Block>> s_mapBlocks = new()
    {
        ["3x3 convolution"] = g => new Convolution(g, Channels, 12, 3),
        ["strided grouped convolution without bias"] = g => new Convolution(g, Channels, 32, 3, stride: 2, groups: 4, bias: false),
        ["1x1 convolution"] = g => new Convolution(g, Channels, 8, 1),
        ["group normalisation"] = _ => new GroupNormalization(4, Channels),
        ["stem"] = g => new Stem(g, Channels, 12, downsample: false),
        ["halving stem"] = g => new Stem(g, Channels, 12, downsample: true),
        ["squeeze-excitation"] = g => new SqueezeExcitation(g, Channels, 4),
        ["inverted bottleneck"] = g => new InvertedBottleneck(g, Channels, Channels, downsample: false),
        ["halving inverted bottleneck"] = g => new InvertedBottleneck(g, Channels, 24, downsample: true),
        ["relative transformer"] = g => new RelativeTransformer(g, Channels, Channels, Side, 2, 8, downsample: false),
        ["halving relative transformer"] = g => new RelativeTransformer(g, Channels, 24, Side / 2, 2, 8, downsample: true),
        ["transposed convolution"] = g => new TransposedConvolution(g, Channels, 12, 4, 2, 1),
        ["plain residual"] = g => new PlainResidual(g, Channels),
        ["chain"] = g => new Chain([new Convolution(g, Channels, 8, 1), new PlainResidual(g, 8)]),
        ["stage of windows that fill the map"] = g => new WindowStage(g, Channels, 2, Side / 2, 3, modulated: true),
        ["stage of windows that do not"] = g => new WindowStage(g, Channels, 2, Side - 2, 2, modulated: false),
        ["stage of a window larger than the map"] = g => new WindowStage(g, Channels, 2, Side + 2, 2, modulated: true),
        ["self-attention"] = g => new SelfAttention(g, Channels, 4, 4),
    };

    private static readonly Dictionary<string, Func<Generator, Block>> s_tokenBlocks = new()
    {
        ["linear"] = g => new Linear(g, Channels, 24),
        ["linear without bias"] = g => new Linear(g, Channels, 24, bias: false),
        ["feed-forward"] = g => new FeedForward(g, Channels, 40),
        ["relative self-attention"] = g => new RelativeSelfAttention(g, Channels, 24, Side, 2, 8),
    };

    private static readonly Dictionary<string, Func<Generator, TimedBlock>> s_timedBlocks = new()
    {
        ["residual block"] = g => new ResidualBlock(g, Channels, Channels, 24, 4),
        ["widening residual block with attention"] = g => new ResidualBlock(g, Channels, 32, 24, 4, heads: 2),
        ["downsample"] = g => new Downsample(g, Channels),
        ["upsample"] = g => new Upsample(g, Channels),
    };

    public static TheoryData<string> MapBlockNames => [.. s_mapBlocks.Keys];

    public static TheoryData<string> TokenBlockNames => [.. s_tokenBlocks.Keys];

    public static TheoryData<string> TimedBlockNames => [.. s_timedBlocks.Keys];

    [Theory]
    [MemberData(nameof(MapBlockNames))]
    public void BlocksOnMapsComputeTheSameInOnnxRuntime(string name) =>
        Compare(s_mapBlocks[name], Weights.Noise(2, 3, Channels, Side, Side));

    [Theory]
    [MemberData(nameof(TokenBlockNames))]
    public void BlocksOnTokensComputeTheSameInOnnxRuntime(string name) =>
        Compare(s_tokenBlocks[name], Weights.Noise(2, 3, Side * Side, Channels));

    [Fact]
    public void TheTimeEmbeddingComputesTheSameInOnnxRuntime() =>
        Compare(g => new TimeEmbedding(g, Channels), tensor([0f, 0.013f, 0.5f, 0.997f, 1f]));

    [Theory]
    [MemberData(nameof(TimedBlockNames))]
    public void BlocksWithTimeComputeTheSameInOnnxRuntime(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var generator = new Generator(0, CPU);
        var block = Weights.Shake(s_timedBlocks[name](generator));
        Tensor x = Weights.Noise(2, 3, Channels, Side, Side),
            time = Weights.Noise(3, 3, 24, 1, 1);
        var graph = new OnnxGraph("block");
        graph.Output(
            "y",
            block.Export(graph, graph.Input("x", OnnxValue.Batch, Channels, Side, Side), graph.Input("time", OnnxValue.Batch, 24, 1, 1))
        );
        using var model = new OnnxModel(graph.ToModel());
        Assert.InRange(Weights.LargestDifference(block.forward(x, time), model.Run(("x", x), ("time", time))), 0, Tolerance);
    }

    private static void Compare(Func<Generator, Block> create, Tensor x)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var generator = new Generator(0, CPU);
        var block = Weights.Shake(create(generator));
        var graph = new OnnxGraph("block");
        graph.Output("y", block.Export(graph, graph.Input("x", [OnnxValue.Batch, .. x.shape[1..].Select(d => (int)d)])));
        using var model = new OnnxModel(graph.ToModel());
        Assert.InRange(Weights.LargestDifference(block.forward(x), model.Run(("x", x))), 0, Tolerance);
    }
}
