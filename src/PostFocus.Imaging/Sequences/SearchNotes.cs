namespace PostFocus.Imaging.Sequences;

/// <summary>What is to be said of a search beside what it found.</summary>
internal sealed class SearchNotes
{
    public List<string> Remarks { get; } = [];

    public List<FrameFormatException> Problems { get; } = [];

    public List<string> OtherFiles { get; } = [];

    /// <summary>Some of many names: "'a', 'b', 'c' and 9 more".</summary>
    public static string Some(IReadOnlyCollection<string> names)
    {
        const int most = 3;
        var some = string.Join(", ", names.Take(most).Select(n => $"'{n}'"));
        return names.Count > most ? $"{some} and {names.Count - most} more" : some;
    }

    public static string Count(int number, string noun) => number == 1 ? $"1 {noun}" : $"{number} {noun}s";
}
