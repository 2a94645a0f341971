using System.Reflection;
using PostFocus.Trainers.Networks.UNets;
using TorchSharp;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks;

/// <summary>A tensor that stays behind ends a training on a GPU. Libtorch's device "meta" is there everywhere.</summary>
public class OtherDevicesTests
{
    public static TheoryData<string> Classifiers => [.. ClassifierNetworks.Names.Where(name => name.Contains("compact"))];

    public static TheoryData<string> Restorers => ["unet", "ddpm-compact", "dmphn-compact", "uformer-compact"];

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void AClassifierMovesWhole(string name) => MovesWhole(ClassifierNetworks.ByName(name).Create(0));

    [Theory]
    [MemberData(nameof(Restorers))]
    public void ARestorerMovesWhole(string name) => MovesWhole(RestorerNetworks.ByName(name).Create(0));

    [Fact]
    public void ARestorerWithNeighboursMovesWhole() => MovesWhole(new ConditionalUNetOptions { Neighbours = true }.Create(0));

    [Fact]
    public void ASegmenterMovesWhole() => MovesWhole(SegmenterNetworks.ByName(SegmenterNetworks.Names[0]).Create(0));

    private static void MovesWhole(nn.Module network)
    {
        using var scope = NewDisposeScope();
        using var moved = network.to(META);
        var tensors = moved.modules().SelectMany(Tensors).Concat(moved.parameters()).Concat(moved.buffers()).ToArray();
        Assert.True(tensors.Length > 10);
        Assert.All(tensors, tensor => Assert.Equal(META.type, tensor.device_type));
    }

    private static IEnumerable<Tensor> Tensors(nn.Module module)
    {
        for (var type = module.GetType(); type != typeof(nn.Module); type = type!.BaseType)
            foreach (
                var field in type!.GetFields(
                    BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly
                )
            )
                if (field.GetValue(module) is Tensor tensor)
                    yield return tensor;
    }
}
