using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Tests.Classification;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Onnx;

/// <summary>Networks that somebody else has put into a model zip.</summary>
public sealed class HostileNetworkTests : IDisposable
{
    private const int Side = MeanNetwork.Side;

    private static readonly byte[] s_mean = Node(
        "ReduceMean",
        ["frame"],
        "mean",
        Integers("axes", 2, 3),
        Join(Text(1, "keepdims"), Number(3, 0), Number(20, 2))
    );
    private static readonly byte[] s_logits = Node("Concat", ["mean", "mean"], "logits", Axis(1));

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly IDataView _frames;

    public HostileNetworkTests() => _frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 1, size: 2 * Side));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ANetworkOfStandardOperatorsIsTaken() => Assert.NotNull(Load(Classifier([s_mean, s_logits])).Classifier);

    /// <summary>What is refused before ONNX Runtime sees it, and a word of the error.</summary>
    public static TheoryData<string, string> Dangerous =>
        new()
        {
            { "loop", "'Loop' with a graph inside" },
            { "branches", "'Choice' with a graph inside" },
            { "external", "'w', whose numbers lie in another file" },
            { "external key", "'w', whose numbers lie in another file" },
            { "external constant", "'w', whose numbers lie in another file" },
            { "function", "functions of its own" },
            { "domain", "of the domain 'com.evil'" },
            { "huge", "'w', whose axes tell of" },
            { "beyond 32 bits", "'w', whose axes tell of" },
            { "negative", "'w', whose axes tell of" },
            { "texts", "'w' of texts" },
            { "text operator", "'StringConcat'" },
            { "text cast", "'Cast' to texts" },
            { "text constant", "'Constant' to texts" },
            { "RandomNormal", "'RandomNormal', which draws at random" },
            { "RandomNormalLike", "'RandomNormalLike', which draws at random" },
            { "RandomUniform", "'RandomUniform', which draws at random" },
            { "RandomUniformLike", "'RandomUniformLike', which draws at random" },
            { "Bernoulli", "'Bernoulli', which draws at random" },
            { "Multinomial", "'Multinomial', which draws at random" },
            { "Dropout", "'Dropout', which draws at random" },
            { "sparse", "sparse tensors" },
            { "sparse constant", "sparse tensors" },
            { "sequence", "'list', which is not a tensor" },
            { "nodes", "more than 3000 nodes" },
        };

    [Theory]
    [MemberData(nameof(Dangerous))]
    [Trait("Speed", "Slow")]
    public void WhatMayRunForEverOrReachOutIsRefused(string kind, string word)
    {
        var bare = Classifier([s_mean, s_logits]);
        var file = kind switch
        {
            "loop" => Classifier([s_mean, s_logits, Node("Loop", ["", "", "mean"], "more", Join(Text(1, "body"), Bytes(6, [])))]),
            "branches" => Classifier([
                s_mean,
                s_logits,
                Node("Choice", ["mean"], "more", Join(Text(1, "branches"), Bytes(11, []), Bytes(11, []), Number(20, 10))),
            ]),
            "external" => Graph(bare, Bytes(5, Join(Number(1, 1), Number(2, 1), Text(8, "w"), Number(14, 1)))),
            "external key" => Graph(
                bare,
                Bytes(5, Join(Number(1, 1), Number(2, 1), Text(8, "w"), Bytes(13, Join(Text(1, "location"), Text(2, "/etc/passwd")))))
            ),
            "external constant" => Classifier([
                s_mean,
                s_logits,
                Node("Constant", [], "c", Join(Text(1, "value"), Bytes(5, Join(Text(8, "w"), Number(14, 1))))),
            ]),
            "function" => [.. bare, .. Bytes(25, Text(1, "again"))],
            "domain" => Classifier([s_mean, s_logits, Join(Node("Evil", ["mean"], "more"), Text(7, "com.evil"))]),
            "huge" => Graph(bare, Bytes(5, Join(Number(1, 1 << 30), Number(1, 1 << 30), Number(2, 1), Text(8, "w")))),
            "beyond 32 bits" => Graph(bare, Bytes(5, Join([0x08, .. Enumerable.Repeat((byte)0x80, 5), 0x02], Number(2, 1), Text(8, "w")))),
            "negative" => Graph(bare, Bytes(5, Join([0x08, .. Enumerable.Repeat((byte)0xFF, 9), 0x01], Number(2, 1), Text(8, "w")))),
            "texts" => Graph(bare, Bytes(5, Join(Number(1, 1), Number(2, 8), Text(8, "w"), Text(6, "a")))),
            "text operator" => Classifier([s_mean, s_logits, Node("StringConcat", ["mean", "mean"], "more")]),
            "text cast" => Classifier([s_mean, s_logits, Node("Cast", ["mean"], "more", Join(Text(1, "to"), Number(3, 8), Number(20, 2)))]),
            "text constant" => Classifier([s_mean, s_logits, Node("Constant", [], "c", Join(Text(1, "value_string"), Text(4, "a")))]),
            "Dropout" => Classifier([s_mean, s_logits, Node("Dropout", ["mean", "", "training"], "more")]),
            "RandomNormal" or "RandomNormalLike" or "RandomUniform" or "RandomUniformLike" or "Bernoulli" or "Multinomial" => Classifier([
                s_mean,
                s_logits,
                Node(kind, ["mean"], "more"),
            ]),
            "sparse" => Graph(bare, Bytes(15, [])),
            "sparse constant" => Classifier([s_mean, s_logits, Node("Constant", [], "c", Join(Text(1, "sparse_value"), Bytes(22, [])))]),
            "sequence" => Graph(bare, Bytes(13, Join(Text(1, "list"), Bytes(2, Bytes(4, []))))),
            _ => Classifier([s_mean, s_logits, .. Enumerable.Repeat(Node("Identity", ["mean"], "more"), 3_000)]),
        };
        var thrown = Assert.Throws<PostFocusException>(() => Load(file));
        Assert.Contains(word, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("model.zip", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>A group, which protobuf steps over and ONNX has none of: what lies behind it would not be seen by us.</summary>
    [Fact]
    public void NothingHidesBehindAGroup()
    {
        const byte start = (2 << 3) | 3,
            end = (2 << 3) | 4;
        byte[] file = [.. Classifier([s_mean, s_logits]), start, end, .. Bytes(25, Text(1, "again"))];
        Assert.Throws<PostFocusException>(() => new FocusModel(file, Side));
    }

    [Fact]
    public void ATensorThatGrowsWhileTheNetworkRunsIsRefused()
    {
        // 16 GiB, out of a file of a few bytes, by a shape that is computed.
        var file = Graph(
            Classifier([
                Node("Mul", ["side", "side"], "shape"),
                Node("ConstantOfShape", ["shape"], "big"),
                Node("ReduceMax", ["big"], "most"),
                s_mean,
                Node("Add", ["mean", "most"], "more"),
                Node("Concat", ["more", "more"], "logits", Axis(1)),
            ]),
            Bytes(5, Initializer("side", 1 << 8, 1 << 8))
        );
        var thrown = Assert.Throws<PostFocusException>(() => Load(file));
        Assert.Contains("focus classifier", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("takes more memory", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void InputsAndOutputsAreThoseOfTheModel()
    {
        Broken(
            "has no input 'frame' float32 [N, 1, 16, 16], only 'other'",
            Model([Node("Concat", ["other", "other"], "logits", Axis(1))], [Value("other", Side, Side)], Value("logits"))
        );
        Broken(
            "its input 'frame' float32 [N, 1, 16, 16] is [N, 1, 8, 8]",
            Model([s_mean, s_logits], [Value("frame", 8, 8)], Value("logits"))
        );
        Broken(
            "has the input 'second' as well",
            Model(
                [s_mean, Node("Concat", ["mean", "second"], "logits", Axis(1))],
                [Value("frame", Side, Side), Shaped("second", 1)],
                Value("logits")
            )
        );
        Broken("has no output 'logits' float32 [N, 2], only 'mean'", Model([s_mean], [Value("frame", Side, Side)], Value("mean")));
        // What the file does not tell is seen when it runs.
        Broken(
            "its output 'logits' float32 [N, 2] came as Float [1, 3]",
            Graph(
                Classifier([
                    s_mean,
                    Node("Exp", ["mean"], "one"),
                    Node("Add", ["one", "one"], "two"),
                    Node("Add", ["two", "one"], "three"),
                    Node("Concat", ["one", "three"], "row", Axis(1)),
                    Node("Reshape", ["row", "flat"], "sizes"),
                    Node("Cast", ["sizes"], "shape", Join(Text(1, "to"), Number(3, 7), Number(20, 2))),
                    Node("ConstantOfShape", ["shape"], "logits"),
                ]),
                Bytes(5, Initializer("flat", -1))
            )
        );

        void Broken(string problem, byte[] file)
        {
            var thrown = Assert.Throws<PostFocusException>(() => Load(file));
            Assert.Contains("The network of the focus classifier does not fit: it", thrown.Message, StringComparison.Ordinal);
            Assert.Contains(problem, thrown.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>
    /// Sums of vectors begin where memory is aligned, so that their rounding could depend on where a frame happens to lie.
    /// </summary>
    [Fact]
    public void AFrameGivesTheSameBitsWhereverItLiesInMemory()
    {
        var logits = Node("Concat", ["mean", "minus"], "logits", Axis(1));
        FocusModel model = new(Classifier([s_mean, Node("Neg", ["mean"], "minus"), logits]), Side);
        var transformer = _context.Transforms.ScoreFocus(model).Fit(_frames);
        var between = new List<byte[]>();
        var scores = new HashSet<string>();
        for (var pass = 0; pass < 24; pass++)
        {
            between.Add(new byte[1 + 8 * pass]);
            scores.Add(string.Join(' ', transformer.Transform(_frames).Scalars<float>("Score").Select(BitConverter.SingleToInt32Bits)));
        }
        Assert.Single(scores);
        GC.KeepAlive(between);
    }

    [Fact]
    public void ANumberThatIsNoneIsAnErrorOfTheFrameInClassifierAndRestorer()
    {
        // log(−1) is NaN.
        var classifier = Classifier([
            Node("Abs", ["frame"], "positive"),
            Node("Neg", ["positive"], "negative"),
            Node("Log", ["negative"], "none"),
            Node("ReduceMean", ["none"], "mean", Integers("axes", 2, 3), Join(Text(1, "keepdims"), Number(3, 0), Number(20, 2))),
            s_logits,
        ]);
        FocusModel model = new(classifier, Side);
        var thrown = Assert.Throws<FrameFormatException>(() =>
            _context.Transforms.ScoreFocus(model).Fit(_frames).Transform(_frames).Scalars<float>("Score")
        );
        Assert.Contains("the network of the focus classifier gave NaN", thrown.Message, StringComparison.Ordinal);
        Assert.EndsWith(".tif", thrown.Path, StringComparison.Ordinal);

        var restorer = Model(
            [Node("Sub", ["frame", "frame"], "zero"), Node("Reciprocal", ["zero"], "residual")],
            [Value("frame", Side, Side)],
            Value("residual", Side, Side)
        );
        thrown = Assert.Throws<FrameFormatException>(() =>
            _context
                .Transforms.ConditionalRestore(
                    new RestorationModel(restorer, Side, 1, Prediction.Regression),
                    TrainedPipeline.ByLabel with
                    {
                        TileOverlap = 4,
                    }
                )
                .Fit(_frames)
                .Transform(_frames)
                .Scalars<float[]>("Restored")
        );
        Assert.Contains("the network of the restorer gave infinity", thrown.Message, StringComparison.Ordinal);
    }

    private static byte[] Classifier(byte[][] nodes) => Model(nodes, [Value("frame", Side, Side)], Value("logits"));

    /// <summary>With a field more in its graph: protobuf merges a message that comes twice.</summary>
    private static byte[] Graph(byte[] model, byte[] field) => [.. model, .. Bytes(7, field)];

    private PretrainedModels Load(byte[] classifier)
    {
        var zip = _folder["model.zip"];
        _context.Model.Save(_context.Transforms.ScoreFocus(new FocusModel(classifier, Side)).Fit(_frames), _frames.Schema, zip);
        return _context.FocusRestoration.LoadModels(zip);
    }
}
