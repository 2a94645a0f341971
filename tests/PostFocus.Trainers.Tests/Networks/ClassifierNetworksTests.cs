using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.AlexNets;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Networks.ResNets;
using PostFocus.Trainers.Networks.VisionTransformers;
using PostFocus.Trainers.Tests.Onnx;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks;

/// <summary>What holds for every focus classifier.</summary>
public class ClassifierNetworksTests
{
    public static TheoryData<string> Compact => [.. ClassifierNetworks.Names.Where(name => name.Contains("compact"))];

    public static TheoryData<string> Published => [.. ClassifierNetworks.Names.Where(name => !name.Contains("compact"))];

    [Theory]
    [MemberData(nameof(Compact))]
    public void ACompactNetworkHasAtMostOneAndAHalfMillionParameters(string name)
    {
        using var network = ClassifierNetworks.ByName(name).Create(0);
        using var frames = zeros(1, 1, 96, 96);
        Assert.Equal([1L, 2L], network.forward(frames).shape);
        Assert.InRange(Weights.Count(network), 500_000, 1_500_000);
    }

    [Theory]
    [MemberData(nameof(Compact))]
    public void ACompactNetworkComputesTheSameInOnnxRuntime(string name) => Compare(ClassifierNetworks.ByName(name), 3);

    [Theory]
    [MemberData(nameof(Compact))]
    public void WithBothHeadsAndNormalisedColoursItDoesToo(string name) =>
        Compare(
            ClassifierNetworks.ByName(name) with
            {
                InputChannels = 3,
                ImageNetNormalization = true,
                EstimatesDefocus = true,
                InputSize = 192,
            },
            2
        );

    [Fact]
    public void StandardisedFramesToo() => Compare(ClassifierNetworks.ByName("resnet-compact") with { StandardizesFrames = true }, 3);

    [Fact]
    public void ANetworkThatStandardisesSeesNeitherBrightnessNorContrast()
    {
        using var scope = NewDisposeScope();
        var frames = Weights.Noise(3, 2, 1, 96, 96);
        Assert.InRange(LargestChange(standardizes: true), 0, 1e-3);
        Assert.InRange(LargestChange(standardizes: false), 1e-2, double.MaxValue);

        float LargestChange(bool standardizes)
        {
            var options = ClassifierNetworks.ByName("resnet-compact") with { StandardizesFrames = standardizes };
            using var network = Weights.ShakeGently(options.Create(0));
            network.eval();
            using var gain = 0.3f.ToScalar();
            using var offset = 0.2f.ToScalar();
            return (network.forward(frames) - network.forward(frames.mul(gain).add(offset))).abs().max().item<float>();
        }
    }

    [Theory]
    [MemberData(nameof(Published))]
    [Trait("Speed", "Slow")]
    public void APublishedNetworkComputesTheSameInOnnxRuntime(string name) => Compare(Shallow(name) with { EstimatesDefocus = true }, 1);

    [Theory]
    [InlineData("alexnet")]
    [InlineData("resnet50")]
    [InlineData("googlenet")]
    [InlineData("vit-b32")]
    [Trait("Speed", "Slow")]
    public void APublishedNetworkTakesSmallFramesToo(string name) => Compare(Shallow(name) with { InputSize = 96 }, 1);

    [Theory]
    [InlineData("alexnet-compact", 63)]
    [InlineData("alexnet-compact", 101)]
    [InlineData("resnet-compact", 32)]
    [InlineData("resnet-compact", 101)]
    [InlineData("googlenet-compact", 32)]
    [InlineData("googlenet-compact", 101)]
    public void OddInputsComputeTheSameInOnnxRuntime(string name, int side) =>
        Compare(ClassifierNetworks.ByName(name) with { InputSize = side }, 1);

    [Theory]
    [MemberData(nameof(Compact))]
    [Trait("Speed", "Slow")]
    public void AFramesLogitsDoNotDependOnTheBatchItIsIn(string name)
    {
        using var scope = NewDisposeScope();
        using var network = Weights.ShakeGently(ClassifierNetworks.ByName(name).Create(0));
        using var model = new OnnxModel(network.ToOnnx());
        var frames = Weights.Noise(3, 7, 1, 96, 96);
        var together = model.Run(("frame", frames));
        for (var i = 0; i < 7; i++)
            Assert.Equal(together[i].data<float>().ToArray(), model.Run(("frame", frames[i].unsqueeze(0)))[0].data<float>().ToArray());
    }

    [Theory]
    [MemberData(nameof(Compact))]
    public void WeightsDependOnTheSeedOnly(string name)
    {
        using var first = ClassifierNetworks.ByName(name).Create(3);
        _ = rand(10);
        using var second = ClassifierNetworks.ByName(name).Create(3);
        using var other = ClassifierNetworks.ByName(name).Create(4);
        Assert.Equal(Weights.Bytes(first), Weights.Bytes(second));
        Assert.NotEqual(Weights.Bytes(first), Weights.Bytes(other));
    }

    [Theory]
    [MemberData(nameof(Compact))]
    [Trait("Speed", "Slow")]
    public void ItLearnsAFewFramesAndATrainingStepDependsOnTheDropoutSeedOnly(string name)
    {
        using var scope = NewDisposeScope();
        var losses = Train(1, 6);
        Assert.True(losses[^1] < losses[0], $"{losses[0]} to {losses[^1]}");
        Assert.Equal(losses, Train(1, 6));

        float[] Train(ulong dropoutSeed, int steps)
        {
            _ = rand(3);
            using var network = ClassifierNetworks.ByName(name).Create(3);
            using var optimizer = optim.Adam(network.parameters(), 1e-3);
            var frames = Weights.Noise(3, 8, 1, 96, 96) + tensor([0f, 1, 0, 1, 0, 1, 0, 1]).view(8, 1, 1, 1);
            var labels = tensor([0L, 1, 0, 1, 0, 1, 0, 1]);
            network.train();
            var losses = new float[steps];
            for (var step = 0; step < steps; step++)
            {
                network.DropoutSeed = dropoutSeed + (ulong)step;
                optimizer.zero_grad();
                var outputs = network.TrainingOutputs(frames);
                var loss = outputs.Select(o => nn.functional.cross_entropy(o.Outputs, labels) * o.Weight).Aggregate((a, b) => a + b);
                loss.backward();
                optimizer.step();
                losses[step] = loss.item<float>();
            }
            return losses;
        }
    }

    [Theory]
    [InlineData("alexnet-compact")]
    [InlineData("googlenet-compact")]
    [InlineData("vit-compact")]
    public void MasksOfDropoutAreAFunctionOfTheirSeed(string name)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = ClassifierNetworks.ByName(name).Create(3);
        foreach (var norm in network.modules().OfType<TorchSharp.Modules.BatchNorm2d>())
            norm.momentum = 0;
        var frames = Weights.Noise(3, 4, 1, 96, 96);
        network.train();
        var first = Outputs(1);
        _ = rand(3);
        Assert.Equal(first, Outputs(1));
        Assert.NotEqual(first, Outputs(2));
        network.eval();
        Assert.Equal(Outputs(1), Outputs(2));

        float[] Outputs(ulong seed)
        {
            network.DropoutSeed = seed;
            return [.. network.TrainingOutputs(frames).SelectMany(o => o.Outputs.data<float>().ToArray())];
        }
    }

    [Fact]
    public void AnUnknownNameIsAnsweredWithTheKnownOnes() =>
        Assert.Contains("resnet50", Assert.Throws<ArgumentException>(() => ClassifierNetworks.ByName("resnet")).Message);

    /// <summary>A published network without most of what it only repeats, which would take long and tell nothing new.</summary>
    private static ClassifierNetworkOptions Shallow(string name) =>
        ClassifierNetworks.ByName(name) switch
        {
            AlexNetOptions alexNet => alexNet with { Hidden = 256 },
            ResNetOptions resNet => resNet with { Blocks = [1, 2, 1, 1] },
            CoAtNetOptions coAtNet => coAtNet with { Blocks = [1, 2, 1, 2, 1] },
            VisionTransformerOptions transformer => transformer with { Depth = 2 },
            var options => options,
        };

    private static void Compare(ClassifierNetworkOptions options, int batch)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var network = Weights.ShakeGently(options.Create(0));
        using var model = new OnnxModel(network.ToOnnx());
        var frames = Weights.Noise(2, batch, 1, options.InputSize, options.InputSize);
        var expected = network.forward(frames);
        Assert.InRange(expected.abs().max().item<float>(), 0.02f, 50f);
        Assert.InRange(Weights.LargestDifference(expected, model.RunAll(frames)), 0, 1e-4f);
    }
}
