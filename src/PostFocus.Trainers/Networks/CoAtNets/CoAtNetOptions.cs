using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.CoAtNets;

/// <summary>CoAtNet, convolutions and then attention (Dai et al., NeurIPS 2021), and its size.</summary>
/// <remarks>
/// The input's side is a multiple of 32. Lists have five elements: the convolutional stem S0, two stages of MBConv, two of transformers.
/// </remarks>
public sealed record CoAtNetOptions : ClassifierNetworkOptions
{
    private const int Stages = 5;

    /// <summary>CoAtNet-0 of the paper: 224 × 224 pixels, 17.0 M parameters.</summary>
    public static CoAtNetOptions CoAtNet0 { get; } = new();

    /// <summary>The same architecture at a width that one CPU core runs in a few milliseconds: 96 × 96 pixels.</summary>
    public static CoAtNetOptions Compact { get; } =
        new()
        {
            InputSize = 96,
            Widths = [16, 24, 48, 96, 192],
            Heads = 4,
            HeadSize = 24,
        };

    /// <summary>Number of blocks of each stage, 1 to 64. Default 2, 2, 3, 5, 2.</summary>
    public IReadOnlyList<int> Blocks
    {
        get;
        init => field = Require.Each(value, Stages, Stages, 1, 64);
    } = [2, 2, 3, 5, 2];

    /// <summary>Channels of each stage, 4 to 4096. Default 64, 96, 192, 384, 768.</summary>
    public IReadOnlyList<int> Widths
    {
        get;
        init => field = Require.Each(value, Stages, Stages, 4, 4096);
    } = [64, 96, 192, 384, 768];

    /// <summary>Attention heads, 1 to 64. Default 8.</summary>
    public int Heads
    {
        get;
        init => field = Require.Range(value, 1, 64);
    } = 8;

    /// <summary>Channels of each attention head, 1 to 256. Default 32.</summary>
    public int HeadSize
    {
        get;
        init => field = Require.Range(value, 1, 256);
    } = 32;

    /// <inheritdoc/>
    public override ClassifierNetwork Create(ulong seed) => new CoAtNet(this, seed);

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require.That(
            InputSize % CoAtNet.Reduction == 0,
            InputSize,
            $"{nameof(InputSize)} must be a multiple of {CoAtNet.Reduction}.",
            nameof(InputSize)
        );
    }
}
