using System.Text;
using PostFocus.Imaging.Sequences.Search;

namespace PostFocus.Imaging.Sequences.Names;

/// <summary>A pattern that tells apart what names of one form say.</summary>
internal sealed class NamingHint
{
    private readonly List<string> _differences = [],
        _meanings = [];
    private readonly HashSet<string> _names = [];
    private bool _isMarked;

    /// <summary>The pattern.</summary>
    public string Pattern { get; private set; } = "";

    /// <summary>Which channel and plane to take, as on the command line.</summary>
    public string Options { get; private set; } = "";

    /// <summary>Whether the pattern numbers frames.</summary>
    public bool HasTime { get; private set; }

    /// <summary>Whether it is the folders that number them.</summary>
    public bool HasTimeFolders => Pattern.LastIndexOf('/') > Pattern.IndexOf("{frame}", StringComparison.Ordinal) && HasTime;

    /// <summary>How many files fit it, of those that <see cref="TellsApart"/> was asked about.</summary>
    public int Fitting { get; private set; }

    /// <summary>What the names differ in, such as "_w".</summary>
    public IReadOnlyList<string> Differences => _differences;

    /// <summary>What these differences are likely to be, such as "channels (1, 2)".</summary>
    public IReadOnlyList<string> Meanings => _meanings;

    /// <summary>Null where there is nothing but time, unless folders have it.</summary>
    public static NamingHint? Of(NameColumns names)
    {
        var hint = new NamingHint();
        var (time, channel, plane) = NameRoles.Assign(names);
        var key = new List<NameColumn>(new[] { time, channel, plane }.OfType<NameColumn>());
        var pattern = new StringBuilder();
        foreach (var column in names.Columns)
        {
            pattern
                .Append(Literal(column.Before))
                .Append(
                    column == time ? hint.Differs(column, "frame", "time")
                    : column == channel ? hint.Chosen(column, "channel", "channels")
                    : column == plane ? hint.Chosen(column, "plane", "focal planes")
                    : IsToldBy(key, column) ? "*"
                    : hint.Part(column, key)
                );
            if (column.HasTail)
                pattern.Append('*');
        }
        hint.Pattern = pattern.Append(Literal(names.After)).ToString();
        hint.HasTime = time is not null;
        return hint._names.Count > (hint.HasTime && !hint.HasTimeFolders ? 1 : 0) ? hint : null;
    }

    /// <summary>
    /// Whether the pattern fits, no two files are the same by it, and it divides what a folder holds (or joins folders) into videos.
    /// </summary>
    public bool TellsApart(IReadOnlyList<FoundFile> files)
    {
        var pattern = NamePattern.Parse(Pattern);
        (FoundFile File, NamedFile Name)[] named;
        try
        {
            named = [.. files.Select(f => (File: f, Name: pattern.Match(f)!)).Where(f => f.Name is not null)];
        }
        catch (FrameFormatException)
        {
            return false; // A number beyond all frames, or a part that is not a name.
        }
        Fitting = named.Length;
        var videos = named.GroupBy(f => (f.Name.Sequence, f.Name.Channel, f.Name.Plane)).ToArray();
        return named.Length > 1
            && (!HasTime || videos.All(v => v.DistinctBy(f => f.Name.Frame).Count() == v.Count()))
            && (
                Pattern.Contains('/', StringComparison.Ordinal)
                || named
                    .GroupBy(f => f.File.Folder)
                    .Any(f => f.DistinctBy(n => (n.Name.Sequence, n.Name.Channel, n.Name.Plane)).Count() > 1)
            )
            && (_isMarked || videos.Length <= named.Length / 2);
    }

    private string Differs(NameColumn column, string name, string meaning)
    {
        _names.Add(name);
        _differences.Add(column.IsNumber && NameRoles.Label(column.Before) is { Length: > 0 } label ? label : $"'{column.Values[0]}'");
        if (!_meanings.Contains(meaning))
            _meanings.Add(meaning);
        return $"{{{name}}}";
    }

    private string Chosen(NameColumn column, string name, string meaning)
    {
        _isMarked = true;
        int[] numbers = [.. column.Values.Distinct().Select(v => int.TryParse(v, out var n) ? n : 0).Order()];
        Options += $" --{name} {numbers[0]}";
        return Differs(column, name, $"{meaning} ({string.Join(", ", numbers.Take(5))}{(numbers.Length > 5 ? ", …" : "")})");
    }

    private string Part(NameColumn column, List<NameColumn> key)
    {
        key.Add(column);
        _isMarked |= NameRoles.IsWell(column);
        var name = NameRoles.PartName(column);
        var unique = name;
        for (var number = 2; _names.Contains(unique) || unique is "frame" or "channel" or "plane"; number++)
            unique = $"{name}{number}";
        return Differs(column, unique, column.IsNumber || NameRoles.IsWell(column) ? "positions" : "positions or channels");
    }

    /// <summary>Whether other columns together say as much as this one with them.</summary>
    private static bool IsToldBy(List<NameColumn> key, NameColumn column)
    {
        var seen = new Dictionary<string, string>();
        for (var i = 0; i < column.Values.Length; i++)
        {
            var others = string.Join('/', key.Select(c => c.Values[i]));
            if (!seen.TryAdd(others, column.Values[i]) && seen[others] != column.Values[i])
                return false;
        }
        return true;
    }

    /// <summary>Signs that mean something in a pattern, or to the shell, stand as ?.</summary>
    private static string Literal(string text) =>
        string.Concat(
            text.Select(c =>
                c switch
                {
                    NameColumns.Anything => '*',
                    '{' or '}' or '*' or '?' or '\\' or '\'' => '?',
                    _ => c,
                }
            )
        );
}
