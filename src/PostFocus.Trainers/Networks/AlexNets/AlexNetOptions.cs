using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.AlexNets;

/// <summary>AlexNet in one tower (Krizhevsky, arXiv:1404.5997) and its size.</summary>
/// <remarks>The input's side is at least 63: what is smaller has nothing left after three poolings.</remarks>
public sealed record AlexNetOptions : ClassifierNetworkOptions
{
    private const int Convolutions = 5;

    /// <summary>As published for photographs, 3 channels of 224 × 224 pixels: 61.1 M parameters with 1000 classes.</summary>
    public static AlexNetOptions Published { get; } = new() { InputChannels = 3, ImageNetNormalization = true };

    /// <summary>The same architecture at a width that one CPU core runs in a few milliseconds: 96 × 96 pixels, 1.1 M parameters.</summary>
    public static AlexNetOptions Compact { get; } =
        new()
        {
            InputSize = 96,
            Widths = [32, 96, 192, 128, 128],
            PooledSide = 2,
            Hidden = 512,
        };

    /// <summary>Channels of the convolutions, five of 4 to 4096. Default 64, 192, 384, 256, 256.</summary>
    public IReadOnlyList<int> Widths
    {
        get;
        init => field = Require.Each(value, Convolutions, Convolutions, 4, 4096);
    } = [64, 192, 384, 256, 256];

    /// <summary>
    /// Side of the map that the linear layers see, 1 to 16, by adaptive average pooling; a smaller map repeats its pixels.
    /// Default 6, the map of 224 pixels.
    /// </summary>
    public int PooledSide
    {
        get;
        init => field = Require.Range(value, 1, 16);
    } = 6;

    /// <summary>Outputs of each of the two hidden linear layers, 4 to 16,384. Default 4096.</summary>
    public int Hidden
    {
        get;
        init => field = Require.Range(value, 4, 16_384);
    } = 4096;

    /// <summary>Share of the inputs of each hidden linear layer that is left out in training, 0 to 0.9. Default 0.5.</summary>
    public double Dropout
    {
        get;
        init => field = Require.Range(value, 0, 0.9);
    } = 0.5;

    /// <inheritdoc/>
    public override ClassifierNetwork Create(ulong seed) => new AlexNet(this, seed);

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        base.Validate();
        Require.That(
            InputSize >= AlexNet.LeastInput,
            InputSize,
            $"{nameof(InputSize)} must be {AlexNet.LeastInput} or more.",
            nameof(InputSize)
        );
    }
}
