using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.UNets;

/// <summary>The U-Net of guided diffusion (Dhariwal and Nichol, NeurIPS 2021), conditioned on a frame, and its size.</summary>
public sealed record ConditionalUNetOptions : RestorerNetworkOptions
{
    /// <summary>
    /// The paper's (Wu et al. 2024, section 2.4, after Wolleb et al. 2022): 23.0 M parameters, attention at a quarter
    /// and an eighth of the resolution, learnt variance. It has the layers and sizes of guided diffusion's network with these
    /// settings (Dhariwal and Nichol 2021), without dropout; only time is counted otherwise, 1 to 1000 instead of 0 to 999.
    /// </summary>
    public static ConditionalUNetOptions Paper { get; } =
        new()
        {
            BaseChannels = 64,
            AttentionLevels = [2, 3],
            Groups = 32,
            LearnsVariance = true,
        };

    /// <summary>The same for CPUs: half the channels, three levels, patches of 2.</summary>
    public static ConditionalUNetOptions PaperCompact { get; } =
        Paper with
        {
            PatchSize = 2,
            BaseChannels = 32,
            Multipliers = [1, 2, 3],
            AttentionLevels = [1, 2],
            Groups = 8,
        };

    /// <summary>
    /// Side in pixels of the patches that become channels before the first layer and pixels again after the last, 1
    /// (none) to 4 (Hoogeboom et al. 2023, section 3.3). 2 makes the network about as fast as one of half the channels,
    /// with twice the field of view. Default 1.
    /// </summary>
    public int PatchSize
    {
        get;
        init => field = Require.Range(value, 1, 4);
    } = 1;

    /// <summary>Channels of the first level, 8 to 512. Default 32.</summary>
    public int BaseChannels
    {
        get;
        init => field = Require.Range(value, 8, 512);
    } = 32;

    /// <summary>
    /// Channels of each level as multiples of <see cref="BaseChannels"/>, 1 to 16; each further level has half the
    /// resolution. One to six levels. Default 1, 2, 3, 4.
    /// </summary>
    public IReadOnlyList<int> Multipliers
    {
        get;
        init => field = Require.Each(value, 1, 6, 1, 16);
    } = [1, 2, 3, 4];

    /// <summary>Residual blocks of each level, 1 to 8. Default 2.</summary>
    public int ResidualBlocks
    {
        get;
        init => field = Require.Range(value, 1, 8);
    } = 2;

    /// <summary>Levels with self-attention, 0 being the first. Default 3: one eighth of its resolution.</summary>
    public IReadOnlyList<int> AttentionLevels
    {
        get;
        init => field = Require.Each(value, 0, 6, 0, 5);
    } = [3];

    /// <summary>Attention heads, 1 to 64; they share the channels evenly. Default 4.</summary>
    public int Heads
    {
        get;
        init => field = Require.Range(value, 1, 64);
    } = 4;

    /// <summary>Groups of the normalisations, 1 to 64; a divisor of <see cref="BaseChannels"/>. Default 8.</summary>
    public int Groups
    {
        get;
        init => field = Require.Range(value, 1, 64);
    } = 8;

    /// <summary>
    /// Whether the network also learns, for each pixel, the variance of a diffusion's steps (Nichol and Dhariwal 2021, section
    /// 3.1), which <see cref="PostFocus.Transforms.Restoration.Diffusion.Sampler.Ddpm"/> then draws with. Only to predict noise on a
    /// schedule of discrete steps. Default false.
    /// </summary>
    public bool LearnsVariance { get; init; }

    /// <summary>
    /// Whether the network also looks at the nearest frames in focus of a video, before and after. They enter by a layer of their own that
    /// starts at zero, so that a training can start from a network that knows none, and begins as good as that. Focal planes of one
    /// instant, which have one truth, are not shown to each other in training. Default false.
    /// </summary>
    public bool Neighbours { get; init; }

    /// <inheritdoc/>
    protected internal override bool UsesNeighbours => Neighbours;

    /// <inheritdoc/>
    protected internal override bool TellsVariance => LearnsVariance;

    /// <inheritdoc/>
    protected internal override int Reduction => PatchSize << (Multipliers.Count - 1);

    /// <inheritdoc/>
    protected internal override bool TakesState => true;

    /// <inheritdoc/>
    public override RestorerNetwork Create(ulong seed) => new ConditionalUNet(this, seed);

    /// <inheritdoc/>
    protected internal override void Validate()
    {
        Require.That(
            BaseChannels % Groups == 0,
            Groups,
            $"{nameof(Groups)} must divide {nameof(BaseChannels)} ({BaseChannels}).",
            nameof(Groups)
        );
        Require.That(BaseChannels % 2 == 0, BaseChannels, $"{nameof(BaseChannels)} must be even.", nameof(BaseChannels));
        foreach (var level in AttentionLevels)
            Require.That(
                level < Multipliers.Count,
                level,
                $"{nameof(AttentionLevels)} names level {level}, but there are {Multipliers.Count}.",
                nameof(AttentionLevels)
            );
        foreach (var level in AttentionLevels.Append(Multipliers.Count - 1))
            Require.That(
                BaseChannels * Multipliers[level] % Heads == 0,
                Heads,
                $"{nameof(Heads)} must divide the {BaseChannels * Multipliers[level]} channels of level {level}.",
                nameof(Heads)
            );
    }
}
