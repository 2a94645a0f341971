namespace PostFocus.Imaging.Layout;

/// <summary>ImageJ's description of a TIFF file: lines of key=value.</summary>
internal static class ImageJDescription
{
    public static bool Recognises(string description) => description.StartsWith("ImageJ=", StringComparison.Ordinal);

    /// <summary>The values by key; of a key that stands twice, the first.</summary>
    public static Dictionary<string, string> Fields(string description)
    {
        var fields = new Dictionary<string, string>();
        foreach (var line in description.Split('\n'))
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at)
                fields.TryAdd(line[..at].Trim(), line[(at + 1)..].Trim());
        return fields;
    }
}
