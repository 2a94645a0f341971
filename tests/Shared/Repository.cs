namespace PostFocus.Tests;

/// <summary>Files of the repository that tests use.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The pretrained classifier and restorer.</summary>
    public static string Model => Path.Combine(Root, "data", "models", "postfocus.zip");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PostFocus.sln")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds PostFocus.sln.");
    }
}
