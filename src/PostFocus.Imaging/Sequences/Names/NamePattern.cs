using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using PostFocus.Imaging.Sequences.Search;

namespace PostFocus.Imaging.Sequences.Names;

/// <summary>A user's word on what file names say, such as "{well}_t{frame}": see <see cref="SequenceOptions.NamePattern"/>.</summary>
internal sealed partial class NamePattern
{
    private const string Frame = "frame",
        Channel = "channel",
        Plane = "plane";

    private readonly string _text;
    private readonly Regex _expression;
    private readonly string[] _names;
    private readonly bool _matchesPaths;

    private NamePattern(string text, Regex expression, string[] names, bool matchesPaths) =>
        (_text, _expression, _names, _matchesPaths) = (text, expression, names, matchesPaths);

    public bool NumbersFrames => _names.Contains(Frame);

    public bool NumbersChannels => _names.Contains(Channel);

    public bool NumbersPlanes => _names.Contains(Plane);

    /// <exception cref="ArgumentException">The text is not a pattern.</exception>
    public static NamePattern Parse(string text, [CallerMemberName] string name = "")
    {
        var forward = text.Replace('\\', '/');
        var names = new List<string>();
        var expression = new StringBuilder("^");
        var end = 0;
        foreach (Match part in Parts().Matches(forward))
        {
            end = part.Index + part.Length;
            if (IsNumber(part.Groups["name"].Value) && part.Groups["glob"].Value.Any(c => c is not ('*' or '?') && !char.IsAsciiDigit(c)))
                throw new ArgumentException(
                    $"'{part.Value}' in the pattern '{text}' is a number: behind its colon it takes digits, ? and *.",
                    nameof(text)
                );
            expression.Append(Expression(part, names));
        }
        if (end != forward.Length || names.Count == 0 || names.Distinct().Count() < names.Count)
        {
            throw new ArgumentException(
                $"'{text}' is not a pattern of file names. Give at least one {{name}}, each once, of letters and digits: {{well}}_t{{frame}}, {{well}}/*_z{{plane}}_t{{frame}}.tif, {{block:B*}}/{{well}}CH0/*_t{{frame}}.",
                name
            );
        }
        // An extension that the pattern leaves out.
        expression.Append(@"(\.[^./]+)?");
        // Without backtracking: the time goes with the length of the name, whatever the pattern.
        const RegexOptions options =
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;
        return new NamePattern(
            text,
            new Regex(expression.Append('$').ToString(), options),
            [.. names],
            forward.Contains('/', StringComparison.Ordinal)
        );
    }

    /// <summary>What the name of a file says; null if it is not of this pattern.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FrameFormatException">A number is beyond ±2³¹, or a part is not a name.</exception>
    public NamedFile? Match(FoundFile file)
    {
        var (relativePath, path) = (file.Relative, file.Path);
        var text = _matchesPaths ? relativePath : relativePath[file.Folder.Length..];
        var match = Match(text);
        if (!match.Success)
            return null;
        var values = _names.ToDictionary(n => n, n => text.Substring(match.Groups[n].Index, match.Groups[n].Length));
        string[] parts = [.. _names.Where(n => !IsNumber(n)).Select(n => values[n])];
        if (parts.FirstOrDefault(p => p.AsSpan().Trim(". ").IsEmpty) is { } dots)
            throw new FrameFormatException(
                path,
                null,
                $"by the pattern '{_text}' a part of its sequence's name is '{dots}', which is not a name. Correct the pattern, or rename the file."
            );
        var sequence = string.Join('/', parts);
        var name = _matchesPaths ? sequence : file.Folder + sequence;
        return new NamedFile(path, name.TrimEnd('/'), Number(Frame), Number(Channel), Number(Plane), values);

        int? Number(string group) =>
            !values.TryGetValue(group, out var digits) ? null
            : int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FrameFormatException(
                path,
                null,
                $"its {group} number {digits} lies beyond ±{int.MaxValue}. Correct the pattern '{_text}'."
            );
    }

    /// <summary>
    /// A number does not run on into a UUID behind it, as in "w1" and "AB12CD34-…": first it is tried without what is in one.
    /// </summary>
    private Match Match(string text)
    {
        // No name has a null character, and so no part but * and ? stands for it.
        var hidden = Uuid().Replace(text, uuid => string.Concat(uuid.Value.Select(c => c == '-' ? c : '\0')));
        return hidden != text && _expression.Match(hidden) is { Success: true } match ? match : _expression.Match(text);
    }

    private static bool IsNumber(string name) => name is Frame or Channel or Plane;

    private static string Expression(Match part, List<string> names)
    {
        if (part.Groups["literal"] is { Success: true } literal)
            return Regex.Escape(literal.Value);
        if (part.Groups["name"] is not { Success: true } name)
            return part.Value == "?" ? "[^/]" : "[^/]*?";
        names.Add(name.Value);
        var (all, any, one) = IsNumber(name.Value) ? ("[0-9]+", "[0-9]*", "[0-9]") : ("[^/]+?", "[^/]*?", "[^/]");
        // No part is empty.
        var content = part.Groups["glob"].Value.AsSpan().Trim('*').IsEmpty
            ? all
            : string.Concat(
                part.Groups["glob"]
                    .Value.Select(c =>
                        c switch
                        {
                            '*' => any,
                            '?' => one,
                            _ => Regex.Escape($"{c}"),
                        }
                    )
            );
        // Planes are counted from the one in focus, too.
        return $"(?<{name.Value}>{(name.Value == Plane ? "[+-]?" : "")}{content})";
    }

    [GeneratedRegex(
        @"\G(?:\{(?<name>[A-Za-z][A-Za-z0-9]*)(?::(?<glob>[^{}/]+))?\}|[*?]|(?<literal>[^{}*?]+))",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Parts();

    [GeneratedRegex("[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    internal static partial Regex Uuid();
}

/// <summary>What the name of a file says.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sequence">The sequence it belongs to; empty where the name does not say.</param>
/// <param name="Frame">Its index in time, as written; null where the pattern has none.</param>
/// <param name="Channel">Its channel, as written; null where the pattern has none.</param>
/// <param name="Plane">Its focal plane, as written; null where the pattern has none.</param>
/// <param name="Values">All named parts.</param>
internal sealed record NamedFile(
    string Path,
    string Sequence,
    int? Frame,
    int? Channel,
    int? Plane,
    IReadOnlyDictionary<string, string> Values
);
