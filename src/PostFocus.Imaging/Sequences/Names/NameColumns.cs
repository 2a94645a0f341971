using System.Text.RegularExpressions;

namespace PostFocus.Imaging.Sequences.Names;

/// <summary>What differs between names: a run of digits, or text between separators.</summary>
/// <param name="Before">What stands before it, alike in all names, behind the column before.</param>
/// <param name="Values">Its text in each name.</param>
/// <param name="IsNumber">Whether all of these are digits.</param>
/// <param name="HasTail">Whether text follows that goes with it, such as "Phase" behind the 1 of "w1Phase".</param>
internal sealed record NameColumn(string Before, string[] Values, bool IsNumber, bool HasTail)
{
    public int Count { get; } = Values.Distinct().Count();
}

/// <summary>Names of one form, such as "exp_w1Phase_s1_t10", taken apart.</summary>
/// <param name="Columns">What differs between them, from left to right.</param>
/// <param name="After">What stands behind the last column.</param>
internal sealed partial record NameColumns(IReadOnlyList<NameColumn> Columns, string After)
{
    /// <summary>Stands for a UUID or a time in the parts that are alike.</summary>
    public const char Anything = '\u0001';

    /// <summary>Whether dates or times tell the files of one name apart, so that no number does.</summary>
    public bool HaveTimes { get; init; }

    /// <summary>Whether the names differ in one number only.</summary>
    public bool IsNumbered => !HaveTimes && Columns is [{ IsNumber: true }];

    /// <summary>A name with <see cref="Anything"/> for UUIDs.</summary>
    public static string WithoutUuids(string name) => NamePattern.Uuid().Replace(name, $"{Anything}");

    /// <summary>A name with <see cref="Anything"/> for dates and times.</summary>
    public static string WithoutTimes(string name) => Times().Replace(name, $"{Anything}");

    /// <summary>Takes names apart at separators; the form that most of them have.</summary>
    /// <param name="names">Names <see cref="WithoutUuids"/> and <see cref="WithoutTimes"/>, each once.</param>
    /// <param name="separators">What stands between parts.</param>
    public static NameColumns Of(IReadOnlyList<string> names, string separators)
    {
        string[][] alike =
        [
            .. names
                .Select(name => Split(name, separators))
                .GroupBy(parts => string.Concat(parts.Where((_, i) => i % 2 == 1)))
                .MaxBy(g => g.Count())!,
        ];
        var columns = new List<NameColumn>();
        var before = "";
        for (var part = 0; part < alike[0].Length; part++)
            Add([.. alike.Select(parts => parts[part])]);
        return new NameColumns(columns, before);

        void Add(string[] values)
        {
            if (values.All(v => v == values[0]))
            {
                before += values[0];
                return;
            }
            // "T0001F002": digits between the same letters.
            string[][] runs = [.. values.Select(v => DigitRuns().Split(v))];
            if (
                runs.All(r =>
                    r.Length == runs[0].Length && r.Where((_, i) => i % 2 == 0).SequenceEqual(runs[0].Where((_, i) => i % 2 == 0))
                )
            )
            {
                for (var i = 0; i < runs[0].Length; i++)
                {
                    string[] run = [.. runs.Select(r => r[i])];
                    if (i % 2 == 1 && run.Any(d => d != run[0]))
                        Close(run, isNumber: true, hasTail: false);
                    else
                        before += run[0];
                }
                return;
            }
            // "w1Phase": what follows the number is its name.
            Match[] marked = [.. values.Select(v => Marked().Match(v))];
            if (marked.All(m => m.Success && m.Groups[1].Value == marked[0].Groups[1].Value && NameRoles.IsMarker(m.Groups[1].Value)))
            {
                before += marked[0].Groups[1].Value;
                Close([.. marked.Select(m => m.Groups[2].Value)], isNumber: true, hasTail: true);
                return;
            }
            Close(values, isNumber: false, hasTail: false);
        }

        void Close(string[] values, bool isNumber, bool hasTail)
        {
            columns.Add(new NameColumn(before, values, isNumber, hasTail));
            before = "";
        }
    }

    /// <summary>Text and separators in turn.</summary>
    private static string[] Split(string name, string separators)
    {
        var parts = new List<string>();
        var start = 0;
        for (var end = 0; end < name.Length; end++)
        {
            if (!separators.Contains(name[end], StringComparison.Ordinal))
                continue;
            parts.AddRange([name[start..end], name[end..(end + 1)]]);
            start = end + 1;
        }
        return [.. parts, name[start..]];
    }

    [GeneratedRegex("([0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex DigitRuns();

    [GeneratedRegex("^([A-Za-z]+)([0-9]+)([^0-9].*)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Marked();

    // 2019y06m01d_08h00m, 01d12h00m, 12h, 0.25h or 0,25h (as any decimal with a unit), 2024-11-05_12-30-00, 20241105, 12-30-00
    [GeneratedRegex(
        @"
        [0-9]{4}y[0-9]+m[0-9]+d(_[0-9]+h[0-9]+m)?
        | [0-9]+d[0-9]+h[0-9]+m([0-9]+s)?
        | [0-9]+h[0-9]+m([0-9]+s)?
        | ((?<![0-9.,])[0-9]+[.,])?[0-9]+(h|hrs?|hours?|mins?|sec|ms)(?![A-Za-z0-9])
        | (?<![0-9.,])[0-9]+[.,][0-9]+(?=[A-Za-zµ])
        | (?<![0-9])(19|20)[0-9]{2}(?<gap>[-_.]?)[01][0-9]\k<gap>[0-3][0-9]([-_\ T.]?[0-2][0-9][-_.:h]?[0-5][0-9]([-_.:m]?[0-5][0-9])?)?(?![0-9])
        | (?<![0-9])[0-2][0-9](?<colon>[-_.:])[0-5][0-9]\k<colon>[0-5][0-9](?![0-9])",
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Times();
}
