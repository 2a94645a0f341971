namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Files that other programs wrote; the scripts that made them lie beside them in the folder Data.</summary>
internal static class GoldenFile
{
    public static string Find(params string[] parts) => Path.Combine([AppContext.BaseDirectory, "Data", .. parts]);
}
