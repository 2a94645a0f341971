using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.VisionTransformers;

/// <summary>The vision transformer (Dosovitskiy et al., ICLR 2021) and its size.</summary>
/// <remarks>The input's side is a multiple of <see cref="PatchSize"/>, and <see cref="Width"/> is one of <see cref="Heads"/>.</remarks>
public sealed record VisionTransformerOptions : ClassifierNetworkOptions
{
    /// <summary>ViT-B/32 as published for photographs, 3 channels of 224 × 224 pixels: 88.2 M parameters with 1000 classes.</summary>
    public static VisionTransformerOptions Base32 { get; } = new() { InputChannels = 3, ImageNetNormalization = true };

    /// <summary>The same architecture at a width that one CPU core runs in a few milliseconds: 96 × 96 pixels, 1.2 M parameters.</summary>
    public static VisionTransformerOptions Compact { get; } =
        new()
        {
            InputSize = 96,
            PatchSize = 12,
            Width = 128,
            Depth = 6,
            Heads = 4,
            Hidden = 512,
        };

    /// <summary>Side of the square patches that become tokens, pixels, 1 to 64. Default 32.</summary>
    public int PatchSize
    {
        get;
        init => field = Require.Range(value, 1, 64);
    } = 32;

    /// <summary>Channels of a token, 4 to 4096. Default 768.</summary>
    public int Width
    {
        get;
        init => field = Require.Range(value, 4, 4096);
    } = 768;

    /// <summary>Transformer blocks, 1 to 64. Default 12.</summary>
    public int Depth
    {
        get;
        init => field = Require.Range(value, 1, 64);
    } = 12;

    /// <summary>Attention heads, 1 to 64. Default 12.</summary>
    public int Heads
    {
        get;
        init => field = Require.Range(value, 1, 64);
    } = 12;

    /// <summary>Channels between the two linear layers of a block, 4 to 16,384. Default 3072.</summary>
    public int Hidden
    {
        get;
        init => field = Require.Range(value, 4, 16_384);
    } = 3072;

    /// <summary>
    /// Share of the channels left out in training after the position embedding and after each linear layer, 0 to 0.9. Default 0.1.
    /// </summary>
    public double Dropout
    {
        get;
        init => field = Require.Range(value, 0, 0.9);
    } = 0.1;

    /// <inheritdoc/>
    public override ClassifierNetwork Create(ulong seed) => new VisionTransformer(this, seed);

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require.That(
            InputSize % PatchSize == 0,
            InputSize,
            $"{nameof(InputSize)} must be a multiple of {nameof(PatchSize)}, {PatchSize}.",
            nameof(InputSize)
        );
        Require.That(Width % Heads == 0, Width, $"{nameof(Width)} must be a multiple of {nameof(Heads)}, {Heads}.", nameof(Width));
    }
}
