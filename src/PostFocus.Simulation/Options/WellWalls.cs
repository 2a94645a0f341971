namespace PostFocus.Simulation.Options;

/// <summary>What bounds a well.</summary>
public enum WellWalls
{
    /// <summary>Dark bands of a few µm, as pixels of 0.65 µm show them.</summary>
    Thick,

    /// <summary>A thin dark line with notches, and inside it the shade that walls of 50 µm throw.</summary>
    Thin,

    /// <summary>
    /// Walls of PDMS as matter: light is propagated down through them, so <see cref="MicroscopeOptions.SliceMicrons"/> must
    /// be given, and a well takes many times as long as with drawn walls.
    /// </summary>
    Deep,

    /// <summary>Nothing: cells lie on a plain ground within <see cref="NanowellOptions.SideMicrons"/>.</summary>
    None,
}
