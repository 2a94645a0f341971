namespace PostFocus.Testing;

/// <summary>Real microscopy files, which lie beside the repository where they are there at all.</summary>
public static class RealData
{
    /// <summary>The path of a real file or folder; skips the test where the real data are absent.</summary>
    public static string Find(params string[] parts)
    {
        var root = Environment.GetEnvironmentVariable("POSTFOCUS_REALDATA") is { Length: > 0 } configured ? configured : Search();
        if (root is null)
            Assert.Skip("No folder shared/realdata is above the tests, and POSTFOCUS_REALDATA is not set.");
        var path = Path.Combine([root, .. parts]);
        if (!Path.Exists(path))
            Assert.Skip($"{path} does not exist.");
        return path;
    }

    private static string? Search()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared", "realdata");
            if (Directory.Exists(candidate))
                return candidate;
        }
        return null;
    }
}
