using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.StarConvex;

namespace PostFocus.Trainers;

/// <summary>The segmenters that go by a name.</summary>
public static class SegmenterNetworks
{
    private static readonly KeyValuePair<string, SegmenterNetworkOptions>[] s_all =
    [
        new("stardist-compact", StarConvexUNetOptions.Compact),
        new("stardist", StarConvexUNetOptions.Large),
    ];

    /// <summary>All names; the first is the default's.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_all.Select(n => n.Key)];

    /// <summary>The network of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static SegmenterNetworkOptions ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var (key, options) in s_all)
            if (key == name)
                return options;
        throw new ArgumentException($"There is no network '{name}', only {string.Join(", ", Names)}.", nameof(name));
    }
}
