namespace PostFocus.Simulation;

/// <summary>What bounds a well.</summary>
public enum WellWalls
{
    /// <summary>Dark bands of a few µm, as pixels of 0.65 µm show them.</summary>
    Thick,

    /// <summary>A thin dark line with notches, and inside it the shade that walls of 50 µm throw.</summary>
    Thin,

    /// <summary>Nothing: cells lie on a plain ground within <see cref="NanowellOptions.SideMicrons"/>.</summary>
    None,
}
