using PostFocus.Imaging.Statistics;

namespace PostFocus.Testing;

/// <summary>Noise for scenes.</summary>
public static class NormalNumbers
{
    /// <summary>Standard normal.</summary>
    public static double Normal(this Random random) => BoxMuller.Normal(random.NextDouble(), random.NextDouble());
}
