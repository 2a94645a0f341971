using PostFocus.Imaging.Sequences;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>All that can be done with a manifest.</summary>
internal static class ManifestTrials
{
    public static void Run(Trial trial, string path)
    {
        if (trial.Bounded("reading", () => Manifest.Read(path)) is not { } rows)
            return;
        var copy = path + ".copy";
        if (
            trial.Run(
                "writing",
                () =>
                {
                    Manifest.Write(copy, rows);
                    return rows;
                }
            )
            is not null
        )
            Assert.Equal(rows.Select(Named), Manifest.Read(copy).Select(Named));
    }

    /// <summary>A path is written as short as it goes.</summary>
    private static ManifestRow Named(ManifestRow row) =>
        row with
        {
            Path = Path.TrimEndingDirectorySeparator(row.Path),
            ReferencePath = row.ReferencePath is { } reference ? Path.TrimEndingDirectorySeparator(reference) : null,
        };
}
