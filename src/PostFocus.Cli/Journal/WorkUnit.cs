using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Journal;

/// <summary>
/// What is done as a whole: the sequences that share files with each other and with no others, which is one sequence as a rule; or a file
/// that is only copied.
/// </summary>
/// <param name="Name">Unique in the run.</param>
/// <param name="Sequences">In the order of the run; none where a file is copied.</param>
/// <param name="Sources">Its files, each once.</param>
internal sealed record WorkUnit(string Name, IReadOnlyList<FrameSequence> Sequences, IReadOnlyList<string> Sources)
{
    /// <summary>The units of a run, in the order of their first sequences; then the copies.</summary>
    /// <param name="sequences">All sequences.</param>
    /// <param name="copies">Files that are copied.</param>
    /// <param name="nameOf">What tables call a file.</param>
    public static IReadOnlyList<WorkUnit> Of(
        IReadOnlyList<FrameSequence> sequences,
        IEnumerable<string> copies,
        Func<string, string> nameOf
    )
    {
        // Of each sequence another one before it that it shares files with, directly or by others; itself where there is none.
        int[] before = [.. Enumerable.Range(0, sequences.Count)];
        var firstOf = new Dictionary<string, int>();
        for (var i = 0; i < sequences.Count; i++)
        {
            foreach (var file in Files(sequences[i]))
            {
                if (firstOf.TryAdd(file, i))
                    continue;
                int a = First(firstOf[file]),
                    b = First(i);
                before[Math.Max(a, b)] = Math.Min(a, b);
            }
        }
        return
        [
            .. Enumerable
                .Range(0, sequences.Count)
                .GroupBy(First, i => sequences[i])
                .Select(unit => new WorkUnit($"sequence {unit.First().Name}", [.. unit], [.. unit.SelectMany(Files).Distinct()])),
            .. copies.Select(file => new WorkUnit($"file {nameOf(file)}", [], [file])),
        ];

        int First(int sequence)
        {
            while (before[sequence] != sequence)
                sequence = before[sequence];
            return sequence;
        }
    }

    private static IEnumerable<string> Files(FrameSequence sequence) => sequence.Frames.Select(f => f.Path).Distinct();
}
