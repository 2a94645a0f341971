using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>Uformer, a regression (Wang et al., CVPR 2022), and its size. Height and width of an input are multiples of 16.</summary>
/// <remarks>
/// Published sizes are those of the paper's table, for colour images; for grey ones the first and the last convolution have
/// 54 · <see cref="BaseChannels"/> + 2 weights less.
/// </remarks>
public sealed record UformerOptions : RestorerNetworkOptions
{
    private const int Stages = 9;

    /// <summary>Uformer-T of the paper: 5.2 M parameters.</summary>
    public static UformerOptions Tiny { get; } = new();

    /// <summary>Uformer-S of the paper: 20.6 M parameters.</summary>
    public static UformerOptions Small { get; } = new() { BaseChannels = 32 };

    /// <summary>Uformer-B of the paper: 50.9 M parameters.</summary>
    public static UformerOptions Base { get; } =
        new()
        {
            BaseChannels = 32,
            Depths = [1, 2, 8, 8, 2, 8, 8, 2, 1],
            Modulators = true,
        };

    /// <summary>
    /// The same architecture at half the width, with one block a stage where the resolution is high, for CPUs: 1.3 M parameters.
    /// </summary>
    public static UformerOptions Compact { get; } = new() { BaseChannels = 8, Depths = [1, 1, 2, 2, 2, 2, 2, 1, 1] };

    /// <summary>
    /// Channels at full resolution, and of an attention head, 8 to 64; each further level has twice the channels. Default 16.
    /// </summary>
    public int BaseChannels
    {
        get;
        init => field = Require.Range(value, 8, 64);
    } = 16;

    /// <summary>
    /// Transformer blocks of each stage, 1 to 16: four of the encoder, the bottleneck, four of the decoder. Default 2 each.
    /// The windows of a stage's second, fourth, … block are shifted.
    /// </summary>
    public IReadOnlyList<int> Depths
    {
        get;
        init => field = Require.Each(value, Stages, Stages, 1, 16);
    } = [2, 2, 2, 2, 2, 2, 2, 2, 2];

    /// <summary>
    /// Side of the windows of attention, 2 to 16; maps that they do not fill are filled up, unseen by the attention. Default 8.
    /// </summary>
    public int Window
    {
        get;
        init => field = Require.Range(value, 2, 16);
    } = 8;

    /// <summary>Whether decoder blocks add what is learnt about each place of a window (section 3.3). Default false.</summary>
    public bool Modulators { get; init; }

    /// <inheritdoc/>
    protected internal override int Reduction => 1 << Uformer.Levels;

    /// <inheritdoc/>
    public override RestorerNetwork Create(ulong seed) => new Uformer(this, seed);
}
