using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>
/// Reads whole sequences ahead of their rows: first what the domain says, which takes no network, and only where that is strange what the
/// classifier says.
/// </summary>
internal sealed class SequencesAhead(
    Func<IEnumerable<DataViewSchema.Column>, DataViewRowCursor> open,
    ScoredColumns scored,
    DataViewSchema.Column sequence,
    IHost host
) : IDisposable
{
    /// <summary>Frames whose domain score is asked for, from the first on: one recording has one kind of frames.</summary>
    public const int FramesAsked = 8;

    private Pass<float>? _domain;
    private Pass<(float, bool)>? _scores;
    private long _row; // the next sequence's first

    /// <summary>The next sequence: its rows, and the score above which its frames stand out; null where calls stay.</summary>
    public (long Rows, double? Threshold) Next()
    {
        _domain ??= new(open(scored.With(scored.DomainScore)), rows => scored.Reader(rows, scored.DomainScore), sequence, host);
        var (rows, domain) = _domain.Sequence(FramesAsked);
        var first = _row;
        _row += rows;
        if (domain.Count == 0 || Medians.Upper(domain) <= 1)
            return (rows, null);
        _scores ??= new(open([scored.Decision, .. scored.With(scored.Score)]), scored.CallReader, sequence, host);
        _scores.SkipTo(first);
        return (rows, ScoreLevels.Threshold(_scores.Sequence(int.MaxValue).Values));
    }

    public void Dispose()
    {
        _domain?.Dispose();
        _scores?.Dispose();
    }

    /// <summary>One pass over what classifier or domain say.</summary>
    private sealed class Pass<T> : IDisposable
        where T : struct
    {
        private readonly DataViewRowCursor _rows;
        private readonly IHost _host;
        private readonly Func<T?> _value;
        private readonly Func<string> _sequence;
        private bool _isOnRow;

        public Pass(DataViewRowCursor rows, Func<DataViewRow, Func<T?>> reader, DataViewSchema.Column sequence, IHost host)
        {
            (_rows, _host, _value, _sequence) = (rows, host, reader(rows), TextColumn.Reader(rows, sequence));
            _isOnRow = rows.MoveNext();
        }

        public void SkipTo(long row)
        {
            while (_rows.Position < row)
                Move();
        }

        /// <summary>
        /// What is said of the sequence that begins here. What cannot be read is left out: whoever asks for the row is told.
        /// </summary>
        /// <param name="most">Rows that are asked.</param>
        public (long Rows, List<T> Values) Sequence(int most)
        {
            var name = _sequence();
            var values = new List<T>();
            var rows = 0L;
            do
            {
                if (values.Count < most && Attempt.At(_value).ValueOrDefault is { } value)
                    values.Add(value);
                rows++;
                Move();
            } while (_isOnRow && _sequence() == name);
            return (rows, values);
        }

        private void Move()
        {
            _host.ThrowIfCancelled();
            _isOnRow = _rows.MoveNext();
        }

        public void Dispose() => _rows.Dispose();
    }
}
