using System.Text.RegularExpressions;
using PostFocus.Imaging.Sequences.Search;

namespace PostFocus.Imaging.Sequences.Names;

/// <summary>
/// Says where the names in a folder differ in more than time, so that what is taken for one video holds several
/// channels, focal planes or positions; with a pattern that tells them apart.
/// </summary>
internal static partial class NamingHints
{
    private const int MostHints = 5;

    // The first that gives a pattern: "_" leaves names of channels whole that have spaces and dashes.
    private static readonly string[] s_separators = ["/_", "/_-", "/_ .()-"];

    /// <param name="files">All single-page files of an input, folder by folder.</param>
    public static IEnumerable<string> Of(IReadOnlyList<FoundFile> files)
    {
        if (files.Count < 2)
            return [];
        // One that fits few of the files is of some folders, as others may have theirs.
        if (Best(files, f => f.Stem, files) is { } whole && 2 * whole.Fitting > files.Count && (whole.HasTime || !HasTimeFolders(files)))
            return [Say("", whole)];
        if (HasTimeFolders(files))
            return Best(files, f => f.Folder + f.Stem, files) is { HasTimeFolders: true } folders ? [Say("", folders)] : [];
        // Wells often have the same names: once is enough.
        NamedHint[] hints =
        [
            .. files
                .GroupBy(f => f.Folder)
                .DistinctBy(folder => string.Join('/', folder.Select(f => f.Stem)))
                .Select(folder => new NamedHint(folder.Key, Best([.. folder], f => f.Stem, files)))
                .Where(f => f.Hint is not null)
                .DistinctBy(f => f.Hint!.Pattern),
        ];
        return [.. hints.Take(MostHints).Select(f => Say(f.Folder, f.Hint!)), .. More([.. hints.Skip(MostHints)])];
    }

    private static NamingHint? Best(IReadOnlyList<FoundFile> files, Func<FoundFile, string> name, IReadOnlyList<FoundFile> all)
    {
        string[] timed = [.. files.Select(f => NameColumns.WithoutUuids(name(f))).Distinct()];
        string[] names = [.. timed.Select(NameColumns.WithoutTimes).Distinct()];
        var tried = new HashSet<string>();
        foreach (var separators in s_separators)
        {
            var columns = NameColumns.Of(names, separators) with { HaveTimes = names.Length < timed.Length };
            if (columns.IsNumbered && !names[0].Contains('/', StringComparison.Ordinal))
                break;
            if (NamingHint.Of(columns) is { } hint && tried.Add(hint.Pattern) && hint.TellsApart(all))
                return hint;
        }
        return null;
    }

    /// <summary>ImageXpress has a folder an instant: TimePoint_1, TimePoint_2, ….</summary>
    private static bool HasTimeFolders(IReadOnlyList<FoundFile> files) =>
        files
            .Select(f => f.Folder)
            .Distinct()
            .Where(f => TimeFolder().IsMatch(f))
            .GroupBy(f => TimeFolder().Replace(f, "/"))
            .Any(g => g.Count() > 1);

    private static string Say(string folder, NamingHint hint)
    {
        var where = folder.Length > 0 ? $"{folder.TrimEnd('/')}: " : "";
        return $"{where}names differ in {And(hint.Differences)}: if these are {And(hint.Meanings)}, use --names '{hint.Pattern}'{hint.Options}. As it is, the files of a folder are one video, in the order of their names.";
    }

    private static IEnumerable<string> More(NamedHint[] others) =>
        others.Length == 0
            ? []
            :
            [
                $"the files of {Phrasing.Count(others.Length, "more folder")} have names of yet other forms that differ in more than time: {Phrasing.Some([.. others.Select(o => o.Folder.TrimEnd('/'))])}. To be told of them, name them as the input.",
            ];

    private static string And(IReadOnlyList<string> items) =>
        items.Count > 1 ? $"{string.Join(", ", items.SkipLast(1))} and {items[^1]}" : items[0];

    private sealed record NamedHint(string Folder, NamingHint? Hint);

    [GeneratedRegex("(?<=^|/)(timepoint|time|tp)[-_ ]?[0-9]+/", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex TimeFolder();
}
