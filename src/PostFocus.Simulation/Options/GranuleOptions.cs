using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>The inside of a round cell as a fine objective shows it: granules and vacuoles behind a thin membrane.</summary>
public sealed record GranuleOptions
{
    /// <summary>Mean number of granules per µm² of the cell's area. 0 to 3. Default 1.</summary>
    public double Density { get; init; } = 1;

    /// <summary>Radius of the smallest granules in µm. 0.1 to 1. Default 0.28.</summary>
    public double MinRadiusMicrons { get; init; } = 0.28;

    /// <summary>Radius of the largest granules in µm. From the smallest to 2. Default 0.65.</summary>
    public double MaxRadiusMicrons { get; init; } = 0.65;

    /// <summary>By how much the index of a granule differs from the cytoplasm's at most. 0 to 0.2. Default 0.085.</summary>
    public double IndexContrast { get; init; } = 0.085;

    /// <summary>Share of granules whose index lies below the cytoplasm's (vacuoles). 0 to 1. Default 0.4.</summary>
    public double VacuoleShare { get; init; } = 0.4;

    /// <summary>Phase that the membrane adds at the cell's outline, where light runs along it, in radians. 0 to 2. Default 0.04.</summary>
    public double MembranePhase { get; init; } = 0.04;

    internal void Validate()
    {
        Require.Between(Density, 0, 3, "per µm²");
        Require.Between(MinRadiusMicrons, 0.1, 1, "µm");
        Require.Between(MaxRadiusMicrons, MinRadiusMicrons, 2, "µm");
        Require.Between(IndexContrast, 0, 0.2);
        Require.Between(VacuoleShare, 0, 1);
        Require.Between(MembranePhase, 0, 2);
    }
}
