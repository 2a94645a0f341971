using PostFocus.Cli.Output;

namespace PostFocus.Cli.BestPlane;

/// <summary>A row of <c>best-planes.csv</c>: an instant of a stack.</summary>
/// <param name="Sequence">The stack.</param>
/// <param name="Frame">Index in time.</param>
/// <param name="Planes">How many planes could be judged.</param>
/// <param name="Nearest">The plane nearest to focus; null where none could be judged.</param>
/// <param name="SpacingMicrons">Distance of neighbouring planes, µm; null where it is not known.</param>
/// <param name="File">Of the nearest plane, as the input calls it; null where there is none.</param>
internal sealed record PlaneRow(string Sequence, int Frame, int Planes, JudgedPlane? Nearest, double? SpacingMicrons, string? File)
{
    public const string Table = "best-planes.csv";

    private static readonly TableColumn<PlaneRow>[] s_columns =
    [
        new("sequence", row => row.Sequence),
        new("frame", row => row.Frame),
        new("planes", row => row.Planes),
        new("plane", row => row.Plane),
        new("nearest_plane", row => row.Nearest?.Plane.Number),
        new("nearest_z_um", row => row.Nearest?.Plane.Number * row.SpacingMicrons),
        new("p_in_focus", row => 1 - row.Nearest?.Verdict.Probability),
        new("defocus_um", row => row.Nearest?.Verdict.DefocusMicrons),
        new("in_domain", row => row.Nearest?.Verdict.InDomain),
        new("file", row => row.File),
        new("page", row => row.Nearest?.Plane.Location.Page),
    ];

    /// <summary>The plane in focus; null where none is.</summary>
    public int? Plane => Nearest is { Verdict.IsOutOfFocus: false } ? Nearest.Plane.Number : null;

    public static void Write(string path, IEnumerable<PlaneRow> rows) => Tables.WriteCsv(path, s_columns, rows);
}
