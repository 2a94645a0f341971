using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.Dmphns;

/// <summary>DMPHN, a regression (Zhang et al., CVPR 2019), and its size. Height and width of an input are multiples of 8.</summary>
public sealed record DmphnOptions : RestorerNetworkOptions
{
    /// <summary>DMPHN(1-2-4) of the paper: 5.4 M parameters.</summary>
    public static DmphnOptions Published { get; } = new();

    /// <summary>The same architecture at a quarter of the weights and of the time, for CPUs: 1.4 M parameters.</summary>
    public static DmphnOptions Compact { get; } = new() { Widths = [16, 32, 64] };

    /// <summary>Channels at full, half and a quarter of the resolution, 8 to 512. Default 32, 64, 128.</summary>
    public IReadOnlyList<int> Widths
    {
        get;
        init => field = Require.Each(value, 3, 3, 8, 512);
    } = [32, 64, 128];

    /// <summary>Residual blocks at each resolution, 1 to 8, in every encoder and decoder. Default 2.</summary>
    public int ResidualBlocks
    {
        get;
        init => field = Require.Range(value, 1, 8);
    } = 2;

    /// <inheritdoc/>
    protected internal override int Reduction => 8; // patches of half the side, which an encoder halves twice

    /// <inheritdoc/>
    public override RestorerNetwork Create(ulong seed) => new Dmphn(this, seed);
}
