using PostFocus.Cli.Reproduce;
using PostFocus.Cli.Versions;

namespace PostFocus.Cli.Tests.Reproduce;

/// <summary>Results of stages whose figures can be told by heart.</summary>
internal static class Rows
{
    /// <summary>Of each set two affected videos: one recovered, one by the count only. Of four accepted frames one is worse.</summary>
    public static RecoveryRow[] Recoveries() =>
        [
            .. ReproductionSets.Videos.SelectMany(set =>
                new RecoveryRow[]
                {
                    new(set.Name, "a", 20, 2, 2, 0, true, true, false, false),
                    new(set.Name, "b", 20, 2, 2, 1, true, true, false, true),
                }
            ),
        ];

    /// <summary>A well at two planes: half contrast loses 1 dB, the restoration gains 3 and 5 dB.</summary>
    public static LikenessRow[] Likeness() =>
        [
            .. new (double Plane, int Gain)[] { (-10, 3), (10, 5) }.SelectMany(plane =>
                new[]
                {
                    (LikenessRow.Recorded, 0),
                    (LikenessRow.HalfContrast, -1),
                    (LikenessRow.BestGaussian, 1),
                    (LikenessRow.RestoredBy("net"), plane.Gain),
                }.Select(version => new LikenessRow(
                    version.Item1,
                    "SKOV3",
                    "a",
                    plane.Plane,
                    [20 + version.Item2, 0.5, 0.8, 0.7 + 0.01 * version.Item2, 0.6, double.NaN, double.NaN]
                ))
            ),
        ];

    /// <summary>Three videos, one of them without contacts.</summary>
    public static MeasurementRow[] Measurements() =>
        [
            .. new[] { ("a", 0.0, 0.5), ("b", 0.5, 0.5), ("c", double.NaN, double.NaN) }.SelectMany(video =>
                new[]
                {
                    (FrameVersion.Recorded, video.Item2),
                    (FrameVersion.HalfContrast, video.Item2),
                    (FrameVersion.BestGaussian, video.Item2),
                    (FrameVersion.Gated, video.Item3),
                    (FrameVersion.InFocus, 1.0),
                }.Select(version => new MeasurementRow(
                    "videos-1",
                    video.Item1,
                    version.Item1.Name,
                    3,
                    [.. VideoMeasurement.Figures.Select(f => f.Name == "contact_pcc" ? version.Item2 : 0.5)]
                ))
            ),
        ];

    /// <summary>All figures of these.</summary>
    public static Figures Figures(string model, ComparedModels models)
    {
        var restoration = new RestorationFigures([
            .. Likeness().Select(r => r with { Version = r.Version.Replace("net", model, StringComparison.Ordinal) }),
        ]);
        return new(
            YieldFigures.Before(Recoveries()),
            ClassifierFigure.Of([new(model, "SKOV3", "a", true, true, 1, 1), new(model, "SKOV3", "a", false, false, 0, 2)]),
            restoration.All(),
            restoration.ByObject(),
            restoration.ByPlane(),
            MeasurementFigure.Of(Measurements()),
            YieldFigures.After(Recoveries()),
            SizeTables.DataSets(ReproductionSize.Small, Recoveries()),
            SizeTables.Networks([new("alexnet", "classification", 57e6)], models)
        );
    }
}
