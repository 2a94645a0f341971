namespace PostFocus.Imaging.Sequences;

/// <summary>Names of sequences: one or several names with '/' between them, as of folders, and no path that leads anywhere.</summary>
internal static class SequenceName
{
    /// <summary>Why a text cannot name a sequence; null if it can.</summary>
    public static string? Problem(string name)
    {
        if (name.Contains('\\', StringComparison.Ordinal))
            return $"is '{name}', which has a '\\'; write '/' between the parts of a name";
        if (name.Contains('\0', StringComparison.Ordinal))
            return "holds a null character, which no name can";
        if (name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':')
            return $"is '{name}', which begins like a drive; it is a name, not a path";
        // Windows takes dots and spaces off the end of a name.
        return name.Split('/').Any(part => part.AsSpan().Trim(". ").IsEmpty)
            ? $"is '{name}', a path; it is a name, whose parts are not empty, '.' or '..', and which does not begin with '/'"
            : null;
    }
}
