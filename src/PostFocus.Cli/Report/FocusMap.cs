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

/// <summary>
/// Focus over time: a row per sequence, a column per frame number that occurs, as one SVG path for each state. Where the sequences have
/// hardly any numbers in common (such as times of day), a column is a place in its own sequence.
/// </summary>
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
    public required string FirstFrame { get; init; }
    public required string LastFrame { get; init; }

    /// <summary>The same for the script, as JSON without anything that could end its element.</summary>
    public required string Data { get; init; }

    public static FocusMap Of(IReadOnlyList<SequenceLedger> sequences)
    {
        int[] numbers = [.. sequences.SelectMany(s => s.Frames).Select(f => f.Frame).Distinct().Order()];
        var longest = sequences.Select(s => s.Frames.Count).DefaultIfEmpty(0).Max();
        var inCommon = numbers.Length <= 2 * longest;
        int columns = Math.Max(1, inCommon ? numbers.Length : longest),
            rows = Math.Max(1, sequences.Count);
        var columnOf = numbers.Select((number, column) => (number, column)).ToDictionary(c => c.number, c => c.column);
        char[][] cells = [.. sequences.Select(s => Row(s, columns, (frame, place) => inCommon ? columnOf[frame.Frame] : place))];
        return new()
        {
            Columns = columns,
            FirstFrame = inCommon && numbers.Length > 0 ? $"frame {numbers[0]}" : "first frame",
            LastFrame = inCommon && numbers.Length > 0 ? $"frame {numbers[^1]}" : "last frame",
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
                    numbers = inCommon ? numbers : null,
                    sequences = sequences.Zip(
                        cells,
                        (s, row) =>
                            new
                            {
                                name = s.Name,
                                frames = new string(row),
                                numbers = inCommon ? null : s.Frames.Select(f => f.Frame),
                            }
                    ),
                }
            ),
        };
    }

    private static char[] Row(SequenceLedger sequence, int columns, Func<FrameReport, int, int> columnOf)
    {
        var row = new char[columns];
        Array.Fill(row, ' ');
        for (var place = 0; place < sequence.Frames.Count; place++)
            row[columnOf(sequence.Frames[place], place)] = State(sequence.Frames[place]);
        return row;
    }

    /// <summary>The class of a frame's cell.</summary>
    public static char State(FrameReport frame) =>
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
