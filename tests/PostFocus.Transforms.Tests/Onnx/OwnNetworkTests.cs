using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Onnx;

/// <summary>
/// Networks from elsewhere, with other names, ranges and outputs than ours.
/// </summary>
public sealed class OwnNetworkTests : IDisposable
{
    private const int Side = 32;

    private static readonly byte[][] s_mean = [Node("GlobalAveragePool", ["image"], "pooled"), Node("Flatten", ["pooled"], "mean")];

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();
    private readonly IDataView _frames;
    private readonly float[] _unit;

    public OwnNetworkTests()
    {
        _frames = _context.Data.LoadFrames(SimulatedFolder.Write(_folder["wells"], wells: 1, size: Side));
        var intensity = _frames.Scalars<float[]>("Intensity")[0];
        _unit = Array.ConvertAll(
            _frames.Scalars<float[]>("Frame")[1],
            count => 2 * (count - intensity[0]) / (intensity[1] - intensity[0]) - 1
        );
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>The mean in the network's range, as a logit.</summary>
    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 1)]
    [InlineData(255, 0)]
    public void AClassifierIsGivenItsOwnRange(double black, double white)
    {
        var file = Write([.. s_mean], [Value("image", Side, Side)], Shaped("mean", 1));
        var options = new OwnClassifierOptions
        {
            Output = OwnClassifierOutput.Logit,
            Black = black,
            White = white,
        };
        Assert.Equal(black + (white - black) * (_unit.Average() + 1) / 2, Score(file, options), 1e-3);
    }

    [Fact]
    public void AProbabilityStaysTheProbability()
    {
        var file = Write([.. s_mean, Node("Sigmoid", ["mean"], "p")], [Value("image", Side, Side)], Shaped("p", 1));
        Assert.Equal(_unit.Average(), Score(file, new() { Output = OwnClassifierOutput.Probability }), 1e-4);
    }

    [Fact]
    public void ACertainProbabilityHasAFiniteScore()
    {
        var file = Write([.. s_mean, Node("Div", ["mean", "mean"], "one")], [Value("image", Side, Side)], Shaped("one", 1));
        Assert.InRange(Score(file, new() { Output = OwnClassifierOutput.Probability }), 15, 17);
    }

    [Fact]
    public void AGreyFrameIsShownInAllChannels()
    {
        var file = Write(
            [.. s_mean, Node("ReduceSum", ["mean"], "sum", Join(Text(1, "keepdims"), Number(3, 1), Number(20, 2)))],
            [Shaped("image", 3, Side, Side)],
            Shaped("sum", 1)
        );
        Assert.Equal(3 * _unit.Average(), Score(file, new() { Output = OwnClassifierOutput.Logit }), 1e-3);
    }

    [Theory]
    [InlineData(OwnRestorerOutput.Image, 0, 1)]
    [InlineData(OwnRestorerOutput.Image, -1, 1)]
    [InlineData(OwnRestorerOutput.Difference, -1, 1)]
    public void ARestorerGivesAnImageOrWhatIsAddedToIt(OwnRestorerOutput output, double black, double white)
    {
        var file = Write([Node("Neg", ["image"], "out")], [Value("image", Side, Side)], Value("out", Side, Side));
        var model = _context.FocusRestoration.RestorerFromOnnx(
            file,
            new()
            {
                Output = output,
                Black = black,
                White = white,
            }
        );
        var restored = _context
            .Transforms.ConditionalRestore(
                model,
                new ConditionalRestoreEstimator.Options
                {
                    DecisionColumnName = "Label",
                    TileOverlap = 0,
                    Samples = 2,
                }
            )
            .Fit(_frames)
            .Transform(_frames);
        var intensity = _frames.Scalars<float[]>("Intensity")[0];
        var expected = _unit.Select(u =>
            output == OwnRestorerOutput.Difference ? 0
            : black == 0 ? -u - 2 // −(u + 1)/2 in 0 to 1
            : -u
        );
        Assert.Equal(
            expected,
            restored.Scalars<float[]>("Restored")[1].Select(count => 2 * (count - intensity[0]) / (intensity[1] - intensity[0]) - 1),
            (a, b) => Math.Abs(a - b) < 1e-4
        );
    }

    /// <summary>It goes into zips and out again as ONNX as any other.</summary>
    [Fact]
    public void AnOwnNetworkIsSavedAndExported()
    {
        var file = Write([.. s_mean], [Value("image", Side, Side)], Shaped("mean", 1));
        var model = _context.FocusRestoration.ClassifierFromOnnx(
            file,
            new()
            {
                Output = OwnClassifierOutput.Logit,
                White = 3,
                PixelMicrons = 0.5,
            }
        );
        _context.Model.Save(_context.Transforms.ScoreFocus(model).Fit(_frames), _frames.Schema, _folder["own.zip"]);
        var loaded = _context.FocusRestoration.LoadModels(_folder["own.zip"]).Classifier!;
        Assert.Equal((Side, 0.5), (loaded.InputSize, loaded.PixelMicrons));
        File.WriteAllBytes(_folder["classifier.onnx"], loaded.ToOnnx());
        var stock = _context.Transforms.ApplyOnnxModel(_folder["classifier.onnx"]).Fit(_frames).Transform(_frames);
        Assert.Equal(1 + 2 * _unit.Average(), stock.Scalars<float[]>("Score")[1].Single(), 1e-4);
    }

    [Fact]
    public void WhatDoesNotFitIsSaid()
    {
        Refused(
            "several outputs; name one by OutputName: mean, twice",
            Write([.. s_mean, Node("Add", ["mean", "mean"], "twice")], [Value("image", Side, Side)], Shaped("mean", 1), Shaped("twice", 1))
        );
        Refused(
            "no output 'other', only mean",
            Write([.. s_mean], [Value("image", Side, Side)], Shaped("mean", 1)),
            new() { OutputName = "other" }
        );
        Refused("with height and width alike behind the channels", Write([.. s_mean], [Value("image", Side, Side - 1)], Shaped("mean", 1)));
        Refused("does not tell a side; set InputSize", Write([.. s_mean], [Value("image")], Shaped("mean", 1)));
        Refused(
            "one image can be given",
            Write([.. s_mean, Node("Add", ["mean", "more"], "sum")], [Value("image", Side, Side), Shaped("more", 1)], Shaped("sum", 1))
        );
        Refused(
            "of numbers for an image Output = Logits needs 2, and its output 'mean' [N, 1] has 1",
            Write([.. s_mean], [Value("image", Side, Side)], Shaped("mean", 1))
        );
        Refused(
            "of numbers for an image Output = Probability needs 1, and its output 'two' [N, 2] has 2",
            Write(
                [.. s_mean, Node("Concat", ["mean", "mean"], "two", Join(Text(1, "axis"), Number(3, 1), Number(20, 2)))],
                [Value("image", Side, Side)],
                Shaped("two", 2)
            ),
            new() { Output = OwnClassifierOutput.Probability }
        );

        void Refused(string problem, string file, OwnClassifierOptions? options = null) =>
            Assert.Contains(
                problem,
                Assert.Throws<PostFocusException>(() => _context.FocusRestoration.ClassifierFromOnnx(file, options)).Message,
                StringComparison.Ordinal
            );
    }

    [Fact]
    public void ARangeWithoutAnExtentIsRefused() =>
        Assert.Throws<ArgumentException>(() =>
            _context.FocusRestoration.ClassifierFromOnnx(
                Write([.. s_mean], [Value("image", Side, Side)], Shaped("mean", 1)),
                new() { Black = 1, White = 1 }
            )
        );

    private double Score(string file, OwnClassifierOptions options)
    {
        var model = _context.FocusRestoration.ClassifierFromOnnx(file, options);
        return _context.Transforms.ScoreFocus(model).Fit(_frames).Transform(_frames).Scalars<float>("Score")[1];
    }

    private string Write(byte[][] nodes, byte[][] inputs, params byte[][] outputs)
    {
        var file = _folder[$"{Guid.NewGuid():N}.onnx"];
        File.WriteAllBytes(file, TinyOnnx.Model(nodes, inputs, outputs));
        return file;
    }
}
