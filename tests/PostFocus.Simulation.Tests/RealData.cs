namespace PostFocus.Simulation.Tests;

/// <summary>Finds measured data that are not part of the repository.</summary>
internal static class RealData
{
    /// <summary>A data set's folder under POSTFOCUS_REALDATA or a shared/realdata above the tests, or null.</summary>
    public static string? Folder(string name)
    {
        var roots = new List<string>();
        if (Environment.GetEnvironmentVariable("POSTFOCUS_REALDATA") is { Length: > 0 } configured)
            roots.Add(configured);
        for (var above = new DirectoryInfo(AppContext.BaseDirectory); above is not null; above = above.Parent)
            roots.Add(Path.Combine(above.FullName, "shared", "realdata"));
        return roots.Select(root => Path.Combine(root, name)).FirstOrDefault(Directory.Exists);
    }
}
