namespace PostFocus.Cli.Report;

/// <summary>Links from the page to files beside it.</summary>
internal static class Links
{
    /// <param name="path">'/'-separated, from the folder of the page.</param>
    public static string To(string path) => "./" + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
}
