using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.StarConvex;

namespace PostFocus.Trainers;

/// <summary>The segmenters that go by a name.</summary>
public static class SegmenterNetworks
{
    private static readonly NetworkNames<SegmenterNetworkOptions> s_all = new(
        new("stardist-compact", StarConvexUNetOptions.Compact),
        new("stardist", StarConvexUNetOptions.Large)
    );

    /// <summary>All names; the first is the default's.</summary>
    public static IReadOnlyList<string> Names => s_all.Names;

    /// <summary>The network of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static SegmenterNetworkOptions ByName(string name) => s_all.ByName(name);
}
