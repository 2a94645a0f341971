using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.ResNets;

/// <summary>ResNet with bottlenecks (He et al., CVPR 2016) and its size. Lists have four elements, one for each stage.</summary>
public sealed record ResNetOptions : ClassifierNetworkOptions
{
    private const int Stages = 4;

    /// <summary>ResNet-50 as published for photographs, 3 channels of 224 × 224 pixels: 25.6 M parameters with 1000 classes.</summary>
    public static ResNetOptions ResNet50 { get; } = new() { InputChannels = 3, ImageNetNormalization = true };

    /// <summary>
    /// The same architecture at a width and depth that one CPU core runs in a few milliseconds: 96 × 96 pixels, 0.9 M parameters.
    /// </summary>
    public static ResNetOptions Compact { get; } =
        new()
        {
            InputSize = 96,
            Blocks = [2, 2, 2, 2],
            Widths = [16, 32, 64, 128],
        };

    /// <summary>Number of blocks of each stage, 1 to 64. Default 3, 4, 6, 3.</summary>
    public IReadOnlyList<int> Blocks
    {
        get;
        init => field = Require.Each(value, Stages, Stages, 1, 64);
    } = [3, 4, 6, 3];

    /// <summary>
    /// Channels of each stage's 3 × 3 convolutions, 4 to 1024; its maps have four times as many, and the first convolution
    /// has as many as the first stage. Default 64, 128, 256, 512.
    /// </summary>
    public IReadOnlyList<int> Widths
    {
        get;
        init => field = Require.Each(value, Stages, Stages, 4, 1024);
    } = [64, 128, 256, 512];

    /// <inheritdoc/>
    public override ClassifierNetwork Create(ulong seed) => new ResNet(this, seed);
}
