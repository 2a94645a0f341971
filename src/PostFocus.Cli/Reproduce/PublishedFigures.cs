namespace PostFocus.Cli.Reproduce;

/// <summary>Shares of the videos of a data set that lost focus costs.</summary>
/// <param name="Before">As recorded (Fig. 1C).</param>
/// <param name="After">After restoration (Fig. 8A).</param>
internal readonly record struct PublishedYield(double Before, double After);

/// <summary>A mean and its standard deviation.</summary>
internal readonly record struct PublishedMean(double Mean, double Deviation);

/// <summary>What Wu et al., Bioinformatics 40(8):btae467, 2024, found on frames of a microscope.</summary>
internal static class PublishedFigures
{
    public const string Citation = "Wu et al., PostFocus, Bioinformatics 40(8):btae467, 2024";

    /// <summary>Fig. 1C and 8A, data set by data set.</summary>
    public static IReadOnlyList<PublishedYield> Yields { get; } =
    [new(0.96, 0.28), new(0.80, 0.10), new(0.36, 0.09), new(0.14, 0.05), new(0.15, 0.06), new(0.14, 0.05), new(0.06, 0.03)];

    /// <summary>Of the affected videos, those that can be used after restoration.</summary>
    public const double Recovered = 0.75;

    /// <summary>Fig. 3A: what the classifiers' accuracy lies above.</summary>
    public const double Accuracy = 0.96;

    /// <summary>Fig. 7B, as recorded and restored: correlation of contact masks, their squared difference, error of counts.</summary>
    public static (PublishedMean Before, PublishedMean After) ContactPcc { get; } = (new(0.1, 0.1), new(0.2, 0.2));

    /// <inheritdoc cref="ContactPcc"/>
    public static (PublishedMean Before, PublishedMean After) ContactMse { get; } = (new(0.02, 0.005), new(0.01, 0.002));

    /// <inheritdoc cref="ContactPcc"/>
    public static (PublishedMean Before, PublishedMean After) CountError { get; } = (new(8, 14), new(2, 4));
}
