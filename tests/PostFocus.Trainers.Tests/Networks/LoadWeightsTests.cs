using PostFocus.Imaging;
using PostFocus.Trainers.Networks.GoogLeNets;
using PostFocus.Trainers.Networks.ResNets;
using PostFocus.Trainers.Tests.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks;

public class LoadWeightsTests
{
    private static readonly ResNetOptions s_tiny = new()
    {
        InputSize = 32,
        Blocks = [1, 1, 1, 2],
        Widths = [4, 4, 8, 8],
    };

    public static TheoryData<string> Compact => ClassifierNetworksTests.Compact;

    [Theory]
    [MemberData(nameof(Compact))]
    [Trait("Speed", "Slow")]
    public void ANetworkComputesWhatItsOwnFileComputed(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var options = ClassifierNetworks.ByName(name) with { EstimatesDefocus = true };
        using var network = Weights.ShakeGently(options.Create(1));
        using var other = Weights.Shake(options.Create(2));
        var frames = Weights.Noise(2, 2, 1, 96, 96);
        Assert.True(Weights.LargestDifference(network.forward(frames), other.forward(frames)) > 0.01f);
        other.LoadWeights(network.ToOnnx(), "own.onnx");
        Assert.InRange(Weights.LargestDifference(network.forward(frames), other.forward(frames)), 0, 1e-4f);
    }

    [Theory]
    [InlineData("compact")]
    [InlineData("resnet-compact")]
    [InlineData("googlenet-compact")]
    public void TrainingGoesOnFromItsOwnFileAsFromTheNetwork(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var options = ClassifierNetworks.ByName(name) with { InputSize = 64 };
        using var network = Weights.ShakeGently(options.Create(1));
        using var other = Weights.Shake(options.Create(2));
        other.LoadWeights(network.ToOnnx(), "own.onnx");
        foreach (var (expected, actual) in Statistics(network).Zip(Statistics(other)))
            Assert.Equal(0, Weights.LargestDifference(expected, actual));
        network.train();
        other.train();
        (network.DropoutSeed, other.DropoutSeed) = (1, 1);
        var frames = Weights.Noise(2, 4, 1, 64, 64);
        Assert.InRange(Weights.LargestDifference(network.forward(frames), other.forward(frames)), 0, 1e-3f);

        static IEnumerable<Tensor> Statistics(nn.Module module) =>
            module
                .named_buffers()
                .Where(b => b.buffer.is_floating_point() && !b.name.StartsWith("auxiliary", StringComparison.Ordinal))
                .Select(b => b.buffer);
    }

    [Theory]
    [MemberData(nameof(Compact))]
    public void AFileOfAllParametersSetsThemToTheBit(string name)
    {
        using var scope = NewDisposeScope();
        var options = ClassifierNetworks.ByName(name);
        if (options is GoogLeNetOptions googLeNet) // an export in evaluation mode has no auxiliary heads
            options = googLeNet with { AuxiliaryHeads = false };
        using var network = Weights.ShakeGently(options.Create(1));
        using var other = options.Create(2);
        other.LoadWeights(OtherOnnx.Of(Weights.State(network)), "other.onnx");
        Assert.Equal(Bits(network), Bits(other));
    }

    [Fact]
    public void AuxiliaryHeadsStayAsTheyAre()
    {
        using var scope = NewDisposeScope();
        using var network = new GoogLeNet(GoogLeNetOptions.Compact with { AuxiliaryHeads = false }, 1);
        using var other = new GoogLeNet(GoogLeNetOptions.Compact, 2);
        using var before = new GoogLeNet(GoogLeNetOptions.Compact, 2);
        other.LoadWeights(OtherOnnx.Of(Weights.State(network)), "other.onnx");
        var heads = other.named_children().Single(c => c.name == "auxiliary").module;
        Assert.Equal(Bits(before.named_children().Single(c => c.name == "auxiliary").module), Bits(heads));
    }

    [Fact]
    public void FoldedNormalisationsOfOthersAreReadInTheOrderOfUse()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.ShakeGently(new ResNet(s_tiny, 1));
        using var other = Weights.ShakeGently(new ResNet(s_tiny, 2));
        Tensor[] folded =
        [
            .. PostFocus.Trainers.Onnx.OnnxWeights.Read(network.ToOnnx(), "").Tensors.Select(t => tensor(t.Values).reshape([.. t.Shape])),
        ];
        // PyTorch puts what it did not fold, the last layer, first.
        Tensor[] moved = [.. folded[^2..], .. folded[..^2]];
        other.LoadWeights(OtherOnnx.Of(moved, [.. Enumerable.Range(2, folded.Length - 2), 0, 1]), "other.onnx");
        var frames = Weights.Noise(2, 2, 1, 32, 32);
        Assert.InRange(Weights.LargestDifference(network.forward(frames), other.forward(frames)), 0, 1e-4f);
    }

    [Theory]
    [InlineData(OtherOnnx.Storage.Half, 1e-3)]
    [InlineData(OtherOnnx.Storage.List, 0)]
    public void NumbersMayBeHalvesOrLists(OtherOnnx.Storage storage, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var network = new ResNet(s_tiny, 1);
        using var other = new ResNet(s_tiny, 2);
        other.LoadWeights(OtherOnnx.Of(Weights.State(network), storage: storage), "other.onnx");
        foreach (var (expected, actual) in Weights.State(network).Zip(Weights.State(other)))
            Assert.InRange(Weights.LargestDifference(expected, actual), 0, (float)tolerance);
    }

    [Fact]
    public void ALastLayerForOtherClassesStaysAsItIs()
    {
        using var scope = NewDisposeScope();
        using var thousand = new ResNet(s_tiny with { Classes = 1000 }, 1);
        using var two = new ResNet(s_tiny with { EstimatesDefocus = true }, 2);
        using var before = new ResNet(s_tiny with { EstimatesDefocus = true }, 2);
        two.LoadWeights(OtherOnnx.Of(Weights.State(thousand)), "other.onnx");
        Tensor[] expected = [.. Weights.State(thousand).SkipLast(2), .. Weights.State(before).TakeLast(2)];
        foreach (var (weights, loaded) in expected.Zip(Weights.State(two)))
            Assert.Equal(0, Weights.LargestDifference(weights, loaded));
    }

    [Fact]
    public void OnlyTheLastLayerMayBeForOtherClasses()
    {
        using var scope = NewDisposeScope();
        using var network = new ResNet(s_tiny, 1);
        using var before = new ResNet(s_tiny, 1);
        Tensor[] state = [.. Weights.State(new ResNet(s_tiny, 2))];
        for (var i = 0; i < state.Length - 2; i++)
        {
            Tensor[] longer = [.. state];
            longer[i] = cat([state[i], state[i]]);
            var e = Assert.Throws<PostFocusException>(() => network.LoadWeights(OtherOnnx.Of(longer), "other.onnx"));
            Assert.Contains($"'weight{i}'", e.Message);
        }
        Assert.Equal(Bits(before), Bits(network));
    }

    [Fact]
    public void AnotherNetworksFileIsRefusedByWhatDoesNotFit()
    {
        using var network = new ResNet(s_tiny);
        using var colour = new ResNet(s_tiny with { InputChannels = 3 });
        using var deeper = new ResNet(s_tiny with { Blocks = [1, 1, 1, 3] });
        using var before = new ResNet(s_tiny);
        var e = Assert.Throws<PostFocusException>(() => network.LoadWeights(OtherOnnx.Of(Weights.State(colour)), "colour.onnx"));
        Assert.Contains("'colour.onnx'", e.Message);
        Assert.Contains("'weight0' is [4, 3, 7, 7] where [4, 1, 7, 7] is expected", e.Message);
        Assert.Throws<PostFocusException>(() => network.LoadWeights(OtherOnnx.Of(Weights.State(deeper)), "deeper.onnx"));
        Assert.Throws<PostFocusException>(() => network.LoadWeights(deeper.ToOnnx(), "deeper.onnx"));
        Assert.Equal(Bits(before), Bits(network));
    }

    [Fact]
    public void WeightsAreReadFromAFile()
    {
        using var network = new ResNet(s_tiny, 1);
        using var other = new ResNet(s_tiny, 2);
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["network.onnx"], OtherOnnx.Of(Weights.State(network)));
        other.LoadWeights(folder["network.onnx"]);
        Assert.Equal(Bits(network), Bits(other));
        Assert.Throws<FileNotFoundException>(() => other.LoadWeights(folder["missing.onnx"]));
    }

    private static byte[] Bits(nn.Module module) => [.. Weights.State(module).SelectMany(t => t.detach().contiguous().bytes.ToArray())];
}
