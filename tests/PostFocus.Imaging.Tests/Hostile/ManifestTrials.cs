namespace PostFocus.Imaging.Tests;

/// <summary>All that can be done with a manifest.</summary>
internal static class ManifestTrials
{
    public static void Run(Trial trial, string path)
    {
        if (trial.Bounded("reading", () => Manifest.Read(path)) is not { } rows)
            return;
        var copy = path + ".copy";
        if (trial.Run("writing", () => { Manifest.Write(copy, rows); return rows; }) is not null)
            Assert.Equal(rows, Manifest.Read(copy));
    }
}
