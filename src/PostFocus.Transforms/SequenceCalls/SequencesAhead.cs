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

    private Pass? _domain,
        _scores;
    private long _row; // the next sequence's first

    /// <summary>The next sequence: its rows, and the score above which its frames stand out; null where calls stay.</summary>
    public (long Rows, double? Threshold) Next()
    {
        _domain ??= new(open(scored.With(scored.DomainScore)), scored, scored.DomainScore, sequence, host);
        var (rows, domain) = _domain.Sequence(FramesAsked);
        var first = _row;
        _row += rows;
        if (domain.Count == 0 || Medians.Upper(domain) <= 1)
            return (rows, null);
        _scores ??= new(open(scored.With(scored.Score)), scored, scored.Score, sequence, host);
        _scores.SkipTo(first);
        return (rows, ScoreLevels.Threshold(_scores.Sequence(int.MaxValue).Scores));
    }

    public void Dispose()
    {
        _domain?.Dispose();
        _scores?.Dispose();
    }

    /// <summary>One pass over the scores of classifier or domain.</summary>
    private sealed class Pass : IDisposable
    {
        private readonly DataViewRowCursor _rows;
        private readonly IHost _host;
        private readonly Func<float?> _score;
        private readonly Func<string> _sequence;
        private bool _isOnRow;

        public Pass(DataViewRowCursor rows, ScoredColumns scored, DataViewSchema.Column score, DataViewSchema.Column sequence, IHost host)
        {
            (_rows, _host, _score, _sequence) = (rows, host, scored.Reader(rows, score), TextColumn.Reader(rows, sequence));
            _isOnRow = rows.MoveNext();
        }

        public void SkipTo(long row)
        {
            while (_rows.Position < row)
                Move();
        }

        /// <summary>
        /// The scores of the sequence that begins here. Those that cannot be read are left out: whoever asks for the row is told.
        /// </summary>
        /// <param name="most">Scores that are asked for.</param>
        public (long Rows, List<float> Scores) Sequence(int most)
        {
            var name = _sequence();
            var scores = new List<float>();
            var rows = 0L;
            do
            {
                if (scores.Count < most && Attempt.At(_score).ValueOrDefault is { } score)
                    scores.Add(score);
                rows++;
                Move();
            } while (_isOnRow && _sequence() == name);
            return (rows, scores);
        }

        private void Move()
        {
            _host.ThrowIfCancelled();
            _isOnRow = _rows.MoveNext();
        }

        public void Dispose() => _rows.Dispose();
    }
}
