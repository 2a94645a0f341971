using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks.StarConvex;

/// <summary>A U-Net that tells star-convex polygons (Schmidt et al., MICCAI 2018), and its size.</summary>
public sealed record StarConvexUNetOptions : SegmenterNetworkOptions
{
    /// <summary>For CPUs: 0.5 M parameters.</summary>
    public static StarConvexUNetOptions Compact { get; } = new();

    /// <summary>Of the published size: four levels of 32 to 256 channels, 2.0 M parameters.</summary>
    public static StarConvexUNetOptions Large { get; } = new() { Widths = [32, 64, 128, 256], HeadWidth = 128 };

    /// <summary>
    /// Channels of each level, 16 to 512; the first is that of the grid, each further one has half the resolution. Two to six levels.
    /// Default 32, 64, 128.
    /// </summary>
    public IReadOnlyList<int> Widths
    {
        get;
        init => field = Require.Each(value, 2, 6, 16, 512);
    } = [32, 64, 128];

    /// <summary>Channels of the features that logit and distances are told from, 16 to 512. Default 64.</summary>
    public int HeadWidth
    {
        get;
        init => field = Require.Range(value, 16, 512);
    } = 64;

    /// <inheritdoc/>
    protected internal override int Reduction => Grid << (Widths.Count - 1);

    /// <inheritdoc/>
    public override SegmenterNetwork Create(ulong seed) => new StarConvexUNet(this, seed);
}
