namespace PostFocus.Testing;

/// <summary>Files of the repository that tests use.</summary>
public static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>The pretrained classifier, restorer and gate: a regression.</summary>
    public static string Model => Path.Combine(Root, "data", "models", "postfocus.zip");

    /// <summary>The pretrained classifier and a restorer that is a diffusion.</summary>
    public static string Diffusion => Path.Combine(Root, "data", "models", "diffusion.zip");

    /// <summary>
    /// A zip as the first version wrote it, before models had a temperature or a prediction: the chain that was shipped then,
    /// its networks replaced by ones of a few bytes (the classifier computes logits −m and m of the mean m, the restorer
    /// gives back the noisy state).
    /// </summary>
    public static string FirstVersion => Path.Combine(Root, "tests", "PostFocus.Testing", "version1.zip");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "PostFocus.slnx")))
                return folder.FullName;
        }
        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds PostFocus.slnx.");
    }
}
