using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PostFocus.Imaging;

/// <summary>A user's word on what file names say, such as "{well}_t{frame}": see <see cref="SequenceOptions.NamePattern"/>.</summary>
internal sealed partial class NamePattern
{
    private const string Frame = "frame", Channel = "channel", Plane = "plane";

    private readonly string _text;
    private readonly Regex _expression;
    private readonly string[] _names;
    private readonly bool _matchesPaths;

    private NamePattern(string text, Regex expression, string[] names, bool matchesPaths) =>
        (_text, _expression, _names, _matchesPaths) = (text, expression, names, matchesPaths);

    public bool NumbersFrames => _names.Contains(Frame);

    public bool NumbersChannels => _names.Contains(Channel);

    public bool NumbersPlanes => _names.Contains(Plane);

    /// <exception cref="ArgumentException">The text is no pattern.</exception>
    public static NamePattern Parse(string text)
    {
        var forward = text.Replace('\\', '/');
        var names = new List<string>();
        var expression = new StringBuilder("^");
        var end = 0;
        foreach (Match part in Parts().Matches(forward))
        {
            end = part.Index + part.Length;
            expression.Append(Expression(part, names));
        }
        if (end != forward.Length || names.Count == 0 || names.Distinct().Count() < names.Count)
        {
            throw new ArgumentException(
                $"'{text}' is no pattern of file names. Give at least one {{name}}, each once, of letters and digits: {{well}}_t{{frame}}, {{well}}/*_z{{plane}}_t{{frame}}.tif, {{block:B*}}/{{well}}CH0/*_t{{frame}}.", nameof(text));
        }
        // An extension that the pattern leaves out.
        expression.Append(@"(\.[^./]+)?");
        // Without backtracking: the time goes with the length of the name, whatever the pattern.
        const RegexOptions options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture;
        return new NamePattern(text, new Regex(expression.Append('$').ToString(), options), [.. names], forward.Contains('/', StringComparison.Ordinal));
    }

    /// <summary>What the name of a file says; null if it is not of this pattern.</summary>
    /// <param name="relativePath">Path relative to the input, '/'-separated.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="FrameFormatException">A number is beyond 2³¹.</exception>
    public NamedFile? Match(string relativePath, string path)
    {
        var folder = relativePath[..(relativePath.LastIndexOf('/') + 1)];
        var match = _expression.Match(_matchesPaths ? relativePath : relativePath[folder.Length..]);
        if (!match.Success)
            return null;
        var values = _names.ToDictionary(n => n, n => match.Groups[n].Value);
        var sequence = string.Join('/', _names.Where(n => n is not (Frame or Channel or Plane)).Select(n => values[n]));
        var name = _matchesPaths ? sequence : folder + sequence;
        return new NamedFile(path, name.TrimEnd('/'), Number(Frame), Number(Channel), Number(Plane), values);

        int? Number(string group) => !values.TryGetValue(group, out var digits) ? null
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new FrameFormatException(path, null, $"its {group} number {digits} is larger than {int.MaxValue}. Correct the pattern '{_text}'.");
    }

    private static string Expression(Match part, List<string> names)
    {
        if (part.Groups["literal"] is { Success: true } literal)
            return Regex.Escape(literal.Value);
        if (part.Groups["name"] is not { Success: true } name)
            return part.Value == "?" ? "[^/]" : "[^/]*?";
        names.Add(name.Value);
        var content = name.Value is Frame or Channel or Plane ? "[0-9]+"
            : part.Groups["glob"] is { Success: true } glob ? string.Concat(glob.Value.Select(c => c switch { '*' => "[^/]*?", '?' => "[^/]", _ => Regex.Escape($"{c}") }))
            : "[^/]+?";
        return $"(?<{name.Value}>{content})";
    }

    [GeneratedRegex(@"\G(?:\{(?<name>[A-Za-z][A-Za-z0-9]*)(?::(?<glob>[^{}/]+))?\}|[*?]|(?<literal>[^{}*?]+))", RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}

/// <summary>What the name of a file says.</summary>
/// <param name="Path">The file.</param>
/// <param name="Sequence">The sequence it belongs to; empty where the name does not say.</param>
/// <param name="Frame">Its index in time, as written; null where the pattern has none.</param>
/// <param name="Channel">Its channel, as written; null where the pattern has none.</param>
/// <param name="Plane">Its focal plane, as written; null where the pattern has none.</param>
/// <param name="Values">All named parts.</param>
internal sealed record NamedFile(string Path, string Sequence, int? Frame, int? Channel, int? Plane, IReadOnlyDictionary<string, string> Values);
