using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.GoogLeNets;

/// <summary>GoogLeNet with batch normalisation (Szegedy et al., CVPR 2015) and its size.</summary>
public sealed record GoogLeNetOptions : ClassifierNetworkOptions
{
    private const int ChannelStep = 8;

    /// <summary>
    /// As published for photographs, 3 channels of 224 × 224 pixels: 6.6 M parameters with 1000 classes, 13.0 M with the auxiliary heads.
    /// </summary>
    public static GoogLeNetOptions Published { get; } = new() { InputChannels = 3, ImageNetNormalization = true };

    /// <summary>
    /// The same architecture at a width that one CPU core runs in a few milliseconds: 96 × 96 pixels, 0.8 M parameters, 1.4 M with the
    /// auxiliary heads.
    /// </summary>
    public static GoogLeNetOptions Compact { get; } = new() { InputSize = 96, Width = 0.375 };

    /// <summary>Channels of every layer as a multiple of the published ones, rounded to multiples of 8; 0.05 to 4. Default 1.</summary>
    public double Width
    {
        get;
        init => field = Require.Range(value, 0.05, 4);
    } = 1;

    /// <summary>Whether two further heads in the middle of the network take part in the training. Default true.</summary>
    public bool AuxiliaryHeads { get; init; } = true;

    /// <summary>Share of the last layer's inputs that is left out in training, 0 to 0.9. Default 0.2, as in the PyTorch port.</summary>
    public double Dropout
    {
        get;
        init => field = Require.Range(value, 0, 0.9);
    } = 0.2;

    /// <inheritdoc/>
    public override ClassifierNetwork Create(ulong seed) => new GoogLeNet(this, seed);

    internal int Channels(int published) => Math.Max(1, (int)Math.Round(published * Width / ChannelStep)) * ChannelStep;
}
