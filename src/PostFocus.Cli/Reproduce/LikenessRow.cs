using PostFocus.Cli.Output;
using PostFocus.Cli.Versions;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Reproduce;

/// <summary>How like to its truth a version of a frame out of focus is.</summary>
/// <param name="Version">As recorded, a trivial rival, or restored by a model.</param>
/// <param name="Set">The set of focal stacks.</param>
/// <param name="Well">The stack.</param>
/// <param name="Plane">µm from focus.</param>
/// <param name="Values">By <see cref="LikenessMeasures"/>; NaN where there is none.</param>
internal sealed record LikenessRow(string Version, string Set, string Well, double Plane, IReadOnlyList<double> Values)
{
    public const string File = "likeness.csv";

    // Named as in what is measured of videos.
    public static string Recorded => FrameVersion.Recorded.Name;
    public static string HalfContrast => FrameVersion.HalfContrast.Name;
    public static string BestGaussian => FrameVersion.BestGaussian.Name;

    private static readonly TableColumn<LikenessRow>[] s_columns =
    [
        new("version", r => r.Version),
        new("set", r => r.Set),
        new("well", r => r.Well),
        new("plane_um", r => r.Plane),
        .. LikenessMeasures.All.Select((measure, i) => new TableColumn<LikenessRow>(measure.Column, r => r.Values[i])),
    ];

    /// <summary>The version that a model restored.</summary>
    public static string RestoredBy(string model) => $"restored, {model}";

    public static void Write(string path, IEnumerable<LikenessRow> rows) => Tables.WriteCsv(path, s_columns, rows);

    public static IEnumerable<LikenessRow> Read(string path) =>
        CsvTable
            .Read(path, [.. s_columns.Select(c => c.Name)])
            .Select(row => new LikenessRow(
                row.Known(row.Text("version"), "version"),
                row.Known(row.Text("set"), "set"),
                row.Known(row.Text("well"), "well"),
                row.Known(row.Number("plane_um"), "plane_um"),
                [.. LikenessMeasures.All.Select(measure => row.Number(measure.Column) ?? double.NaN)]
            ));
}
