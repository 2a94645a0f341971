using System.Text;
using PostFocus.Imaging;

namespace PostFocus.Cli.Output;

/// <summary>
/// The files that go into a folder, all known before the first is written. Nothing else makes a path to write to: so
/// nothing leads out of the folder, and nothing overwrites anything.
/// </summary>
/// <remarks>Names that differ, but not for the disk, are one name: see <see cref="DiskNames"/>.</remarks>
/// <param name="folder">The folder; it need not exist.</param>
internal sealed class OutputPlan(string folder)
{
    // What Linux takes; of a path less, for the temporary file beside.
    private const int LongestName = 255,
        LongestPath = 4095 - 48;

    private readonly string _folder = Path.GetFullPath(folder);
    private readonly DiskNames _names = new(Path.GetFullPath(folder));
    private readonly Dictionary<string, string> _files = [],
        _folders = [];

    /// <summary>Plans a file.</summary>
    /// <param name="name">Its path in the folder, '/' between folders.</param>
    /// <param name="source">What it is made of, as an error calls it.</param>
    /// <returns>Where to write it.</returns>
    /// <exception cref="PostFocusException">The name leads out of the folder, is too long, or is taken.</exception>
    public string Add(string name, string source)
    {
        foreach (var part in name.Split('/'))
            CheckPart(part, source);
        var path = Path.Combine(_folder, name.Replace('/', Path.DirectorySeparatorChar));
        if (Encoding.UTF8.GetByteCount(path) > LongestPath)
            throw new PostFocusException(
                $"The result of {source} would have a path of more than {LongestPath} bytes, '{Start(path)}'. Choose a shorter --out, or shorten its name."
            );

        var key = string.Join('/', name.Split('/').Select(_names.First));
        if (_files.TryGetValue(key, out var other) || _folders.TryGetValue(key, out other))
            throw Collision(name, key, source, other);
        foreach (var parent in Parents(key))
        {
            if (_files.TryGetValue(parent, out other))
                throw Collision(parent, parent, source, other);
            _folders.TryAdd(parent, source);
        }
        _files.Add(key, source);
        return path;
    }

    private static IEnumerable<string> Parents(string name)
    {
        for (var end = name.LastIndexOf('/'); end > 0; end = name.LastIndexOf('/', end - 1))
            yield return name[..end];
    }

    private static void CheckPart(string part, string source)
    {
        if (
            part is "" or "." or ".."
            || part.Contains('\0', StringComparison.Ordinal)
            || part.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal)
        )
            throw new PostFocusException(
                $"The result of {source} would go to a folder called '{part}', which is not a name. Results go into --out and nowhere else: correct the name."
            );
        if (Encoding.UTF8.GetByteCount(part) > LongestName)
            throw new PostFocusException(
                $"The result of {source} would be called '{Start(part)}', which is longer than the {LongestName} bytes that a name can have. Shorten it."
            );
    }

    private static PostFocusException Collision(string name, string key, string source, string other)
    {
        var rule = name == key ? "" : $", which on this disk is the same as '{key}'";
        return new($"The results of {other} and of {source} would both be '{name}'{rule}. Rename one of them, or give them to two runs.");
    }

    private static string Start(string text) => text.Length > 60 ? text[..60] + "…" : text;
}
