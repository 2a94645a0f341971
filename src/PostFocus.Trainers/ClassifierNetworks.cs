using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.AlexNets;
using PostFocus.Trainers.Networks.CoAtNets;
using PostFocus.Trainers.Networks.GoogLeNets;
using PostFocus.Trainers.Networks.ResNets;
using PostFocus.Trainers.Networks.VisionTransformers;

namespace PostFocus.Trainers;

/// <summary>The focus classifiers that go by a name.</summary>
/// <remarks>
/// Those named compact see one channel of 96 × 96 pixels and are made for CPUs. The others are as published, at 224 × 224 pixels;
/// but for CoAtNet they take weights of the common PyTorch ports, and so see three channels, normalised as ImageNet.
/// </remarks>
public static class ClassifierNetworks
{
    private static readonly NetworkNames<ClassifierNetworkOptions> s_all = new(
        new("compact", CoAtNetOptions.Compact),
        new("alexnet-compact", AlexNetOptions.Compact),
        new("resnet-compact", ResNetOptions.Compact),
        new("googlenet-compact", GoogLeNetOptions.Compact),
        new("vit-compact", VisionTransformerOptions.Compact),
        new("coatnet0", CoAtNetOptions.CoAtNet0),
        new("alexnet", AlexNetOptions.Published),
        new("resnet50", ResNetOptions.ResNet50),
        new("googlenet", GoogLeNetOptions.Published),
        new("vit-b32", VisionTransformerOptions.Base32)
    );

    /// <summary>All names; the first is the default's.</summary>
    public static IReadOnlyList<string> Names => s_all.Names;

    /// <summary>The network of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static ClassifierNetworkOptions ByName(string name) => s_all.ByName(name);
}
