namespace PostFocus.Simulation.Options;

/// <summary>The kinds of cells that the simulation draws.</summary>
public enum CellKind
{
    /// <summary>Leukaemia target like NALM6: round, 10–12 µm, granular.</summary>
    Nalm6,

    /// <summary>Effector T cell: 7–9 µm, polarised, motile.</summary>
    TCell,

    /// <summary>Adherent tumour cell like SKOV3: flat, elongated, 16–24 µm.</summary>
    Skov3,

    /// <summary>
    /// Polystyrene bead, a smooth ball of 10 µm that does not move. Its index is far from the medium's: give
    /// <see cref="MicroscopeOptions.SliceMicrons"/>.
    /// </summary>
    Bead,

    /// <summary>
    /// Large adherent cell, spread between adhesions with processes: 25–80 µm long, nucleus with a rim and nucleoli. Wants pixels of 0.4 µm
    /// or less.
    /// </summary>
    Adherent,
}
