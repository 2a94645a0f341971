using System.Globalization;
using System.Text;

namespace PostFocus.Cli.Output;

/// <summary>
/// Tells which names a disk takes for one, by asking it: those that differ in upper and lower case only are one on most
/// disks of Windows and macOS, and on some é is one whether it is stored as one character or as two.
/// </summary>
/// <param name="folder">Where the names are to be; it need not exist.</param>
internal sealed class DiskNames(string folder)
{
    private readonly Dictionary<string, string> _first = [];
    private readonly Dictionary<string, List<string>> _alike = [];

    /// <summary>The first name that was asked for of those that are one with a name.</summary>
    public string First(string name)
    {
        if (_first.TryGetValue(name, out var known))
            return known;
        var key = Key(name);
        if (!_alike.TryGetValue(key, out var alike))
            _alike.Add(key, alike = []);
        var first = alike.Find(other => AreOne(other, name)) ?? name;
        if (first == name)
            alike.Add(name);
        _first.Add(name, first);
        return first;
    }

    /// <summary>What a name has in common with all that any disk could take for the same: no accented letters, no case.</summary>
    private static string Key(string name)
    {
        var key = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAscii(c) || char.IsBetween(c, '\u3400', '\u9FFF'))
                key.Append(char.ToUpperInvariant(c));
            else if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark && key.Length > 0)
                key.Length--; // its letter
        }
        return key.ToString();
    }

    /// <summary>Tries it, with a file that is gone at once. A disk that cannot be written to tells nothing apart.</summary>
    private bool AreOne(string name, string other)
    {
        var existing = folder;
        while (existing is not null && !Directory.Exists(existing))
            existing = Path.GetDirectoryName(existing);
        try
        {
            var trial = Directory.CreateDirectory(Path.Combine(existing ?? "", $".postfocus-{Guid.NewGuid():N}")).FullName;
            try
            {
                File.Create(Path.Combine(trial, name)).Dispose();
                return File.Exists(Path.Combine(trial, other));
            }
            finally
            {
                Directory.Delete(trial, recursive: true);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
