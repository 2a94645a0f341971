namespace PostFocus.Cli.Reproduce;

/// <summary>What lies in the folder of a reproduction.</summary>
internal static class ReproductionNames
{
    public const string Page = "reproduction.html",
        Settings = "reproduction.json",
        Data = "data",
        Measured = "measured",
        Manifest = "truth.csv";
}
