namespace PostFocus.Imaging.Storage;

/// <summary>Paths without links: two paths lead to one place if and only if their real paths are the same.</summary>
public static class RealPath
{
    private const int MostLinks = 40; // as Linux does

    /// <summary>The full path with every symbolic link and junction in it replaced by where it leads.</summary>
    /// <param name="path">A path; what does not exist of it stays as it is.</param>
    /// <exception cref="IOException">Its links lead in a circle.</exception>
    public static string Of(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        var rest = new Stack<string>();
        Push(full[real.Length..]);
        var links = 0;
        while (rest.TryPop(out var part))
        {
            var next = Path.Combine(real, part);
            if (part == "..")
                real = Path.GetDirectoryName(real) ?? real;
            else if (new FileInfo(next).LinkTarget is not { } target)
                real = next;
            else if (++links > MostLinks)
                throw new IOException($"The links of '{path}' lead in a circle.");
            else
            {
                var root = Path.GetPathRoot(target) ?? "";
                real = root.Length > 0 ? root : real;
                Push(target[root.Length..]);
            }
        }
        return real;

        void Push(string parts)
        {
            foreach (
                var part in parts
                    .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries)
                    .Reverse()
            )
                if (part != ".")
                    rest.Push(part);
        }
    }

    /// <summary>Whether a real path is another one or lies in it.</summary>
    /// <param name="path">A real path.</param>
    /// <param name="folder">The real path of a folder.</param>
    public static bool IsWithin(string path, string folder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(folder);
        var start = Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
        return path == folder || path.StartsWith(start, StringComparison.Ordinal);
    }
}
