namespace PostFocus.Simulation.Options;

/// <summary>The ring in the objective's pupil that turns phase into contrast (Zernike).</summary>
public enum PhaseRing
{
    /// <summary>No ring: brightfield.</summary>
    None,

    /// <summary>
    /// Direct light advanced by 90°: matter denser than the medium looks dark (positive phase contrast, as most objectives).
    /// </summary>
    Positive,

    /// <summary>Direct light retarded by 90°: denser matter looks bright.</summary>
    Negative,
}
