using PostFocus.Cli.Versions;

namespace PostFocus.Cli.Reproduce;

/// <summary>All figures, from what the stages left: the same whether the work was stopped in between or not.</summary>
internal sealed record Figures(
    Figure Before,
    Figure Classifier,
    Figure Restored,
    Figure ByObject,
    Figure ByPlane,
    Figure Measurements,
    Figure After,
    Figure DataSets,
    Figure Networks
)
{
    /// <summary>In the paper's order.</summary>
    public IReadOnlyList<Figure> All => [Before, Classifier, Restored, ByObject, ByPlane, Measurements, After, DataSets, Networks];

    /// <param name="folder">With the results of all stages.</param>
    /// <param name="size">Of the data.</param>
    /// <param name="models">Used for them.</param>
    /// <exception cref="PostFocus.Imaging.FrameFormatException">A table is missing or damaged.</exception>
    public static Figures Read(string folder, ReproductionSize size, ComparedModels models)
    {
        RecoveryRow[] videos = [.. ReproductionSets.Videos.SelectMany(set => RecoveryRow.Read(Table(set.Name, RecoveryRow.File)))];
        var restoration = new RestorationFigures([
            .. ReproductionSets.Planes.SelectMany(set => LikenessRow.Read(Table(set.Name, LikenessRow.File))),
        ]);
        return new(
            YieldFigures.Before(videos),
            ClassifierFigure.Of([.. ReproductionSets.Planes.SelectMany(set => FocusRow.Read(Table(set.Name, FocusRow.File)))]),
            restoration.All(),
            restoration.ByObject(),
            restoration.ByPlane(),
            MeasurementFigure.Of([
                .. ReproductionSets
                    .Videos.SelectMany(set => MeasurementTable.Read(Table(set.Name, MeasurementTable.File)))
                    .Where(video => video.Frames > 0),
            ]),
            YieldFigures.After(videos),
            SizeTables.DataSets(size, videos),
            SizeTables.Networks(NetworkTable.Read(Path.Combine(folder, ReproductionNames.Measured, NetworkTable.Folder)), models)
        );

        string Table(string set, string file) => Path.Combine(folder, ReproductionNames.Measured, set, file);
    }
}
