using System.Globalization;
using System.Text;
using System.Text.Json;
using PostFocus.Cli.Results;

namespace PostFocus.Cli.Report;

/// <summary>A kind of cell of the map.</summary>
/// <param name="Class">Its class in the style sheet, and its letter in the data.</param>
/// <param name="Name">In words.</param>
/// <param name="Count">How many frames.</param>
/// <param name="Path">Its cells, as an SVG path.</param>
internal sealed record MapState(char Class, string Name, int Count, string Path);

/// <summary>Focus over time: a row per sequence, a column per frame, as one SVG path for each state.</summary>
internal sealed record FocusMap
{
    // Rows of names can be read; of more sequences the map shows the pattern.
    private const int MostNamed = 40,
        NamedPixels = 18,
        MostPixels = 2400;

    private static readonly (char Class, string Name)[] s_states =
    [
        ('f', "in focus"),
        ('a', "restored, accepted"),
        ('r', "restored, rejected"),
        ('o', "restored, not judged"),
        ('l', "out of focus, not restored"),
        ('n', "nothing to judge"),
        ('x', "not usable"),
    ];

    public required int Columns { get; init; }
    public required int Rows { get; init; }
    public required double RowPixels { get; init; }
    public double Pixels => Rows * RowPixels;
    public required IReadOnlyList<MapState> States { get; init; }
    public required IReadOnlyList<string> Names { get; init; }
    public bool IsNamed => Rows <= MostNamed;
    public string LastFrame => $"frame {Columns - 1}";

    /// <summary>The same for the script, as JSON without anything that could end its element.</summary>
    public required string Data { get; init; }

    public static FocusMap Of(IReadOnlyList<SequenceLedger> sequences)
    {
        int columns = sequences.Count == 0 ? 1 : sequences.Max(s => s.Frames.Max(f => f.Frame)) + 1,
            rows = Math.Max(1, sequences.Count);
        char[][] cells = [.. sequences.Select(s => Row(s, columns))];
        return new()
        {
            Columns = columns,
            Rows = rows,
            RowPixels = rows <= MostNamed ? NamedPixels : Math.Clamp((double)MostPixels / rows, 1.5, 10),
            Names = [.. sequences.Take(MostNamed + 1).Select(s => s.Name)],
            States =
            [
                .. s_states
                    .Select(s => new MapState(s.Class, s.Name, cells.Sum(row => row.Count(c => c == s.Class)), Path(cells, s.Class)))
                    .Where(s => s.Count > 0),
            ],
            Data = JsonSerializer.Serialize(
                new
                {
                    columns,
                    states = s_states.ToDictionary(s => $"{s.Class}", s => s.Name),
                    sequences = sequences.Zip(cells, (s, row) => new { name = s.Name, frames = new string(row) }),
                }
            ),
        };
    }

    private static char[] Row(SequenceLedger sequence, int columns)
    {
        var row = new char[columns];
        Array.Fill(row, ' ');
        foreach (var frame in sequence.Frames)
            row[frame.Frame] = State(frame);
        return row;
    }

    private static char State(FrameReport frame) =>
        frame switch
        {
            { Restored: true } => frame.Accepted switch
            {
                true => 'a',
                false => 'r',
                null => 'o',
            },
            { NothingToJudge: true } => 'n',
            { IsLost: true } => 'l',
            { IsLost: null } => 'x',
            _ => 'f',
        };

    private static string Path(char[][] cells, char state)
    {
        var path = new StringBuilder();
        for (var y = 0; y < cells.Length; y++)
        for (var x = 0; x < cells[y].Length; )
        {
            var run = cells[y].AsSpan(x).IndexOfAnyExcept(state);
            run = run < 0 ? cells[y].Length - x : run;
            if (run > 0)
                path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h{run}v1h-{run}z");
            x += Math.Max(1, run);
        }
        return path.ToString();
    }
}
