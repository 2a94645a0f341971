using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>The columns by which frames are called within their sequence.</summary>
internal sealed class ScoredColumns
{
    private readonly ProblemColumn _problem;
    private readonly DataViewSchema.Column? _empty;

    public ScoredColumns(SequenceCallsEstimator.Options options, DataViewSchema input)
    {
        var needed = Needed(options);
        Decision = needed[0].Find(input);
        Score = needed[1].Find(input);
        DomainScore = needed[2].Find(input);
        Sequence = needed[3].FindOrNull(input);
        _problem = new(input);
        _empty = input.GetColumnOrNull(FocusScoringTransformer.NothingToJudgeColumn) is { Type: BooleanDataViewType } empty ? empty : null;
    }

    public DataViewSchema.Column Decision { get; }

    public DataViewSchema.Column Score { get; }

    public DataViewSchema.Column DomainScore { get; }

    /// <summary>Null where all rows stand for themselves.</summary>
    public DataViewSchema.Column? Sequence { get; }

    public static NeededColumn[] Needed(SequenceCallsEstimator.Options options) =>
        [
            NeededColumn.Scalar(
                options.DecisionColumnName,
                BooleanDataViewType.Instance,
                "; the decision is a Boolean, true = out of focus."
            ) with
            {
                WayOn = " Append ScoreFocus before.",
            },
            NeededColumn.Scalar(options.ScoreColumnName, NumberDataViewType.Single, "; the classifier's score is a Single.") with
            {
                WayOn = " Append ScoreFocus before.",
            },
            NeededColumn.Scalar(options.DomainScoreColumnName, NumberDataViewType.Single, "; the domain's score is a Single.") with
            {
                WayOn = " Append ScoreDomain before.",
            },
            NeededColumn.Scalar(options.SequenceColumnName, TextDataViewType.Instance, "; the name of a sequence is text.") with
            {
                IsOptional = true,
            },
        ];

    /// <summary>A score, and the sequence that its row is of, where it has one.</summary>
    /// <param name="score">That of the classifier, or that of the domain.</param>
    public IEnumerable<DataViewSchema.Column> With(DataViewSchema.Column score) =>
        [score, .. _problem.Inputs, .. new[] { Sequence, EmptyOf(score) }.OfType<DataViewSchema.Column>()];

    /// <summary>
    /// A function that reads the current row's score; null where its frame cannot be used, or, of the classifier, shows nothing: it takes
    /// the network to know that.
    /// </summary>
    public Func<float?> Reader(DataViewRow row, DataViewSchema.Column score)
    {
        var getter = row.GetGetter<float>(score);
        var problem = _problem.Reader(row);
        var isEmpty = EmptyOf(score) is { } column ? row.GetGetter<bool>(column) : null;
        return () =>
        {
            if (problem().Length > 0)
                return null;
            var empty = false;
            isEmpty?.Invoke(ref empty);
            var value = float.NaN;
            if (!empty)
                getter(ref value);
            return float.IsFinite(value) ? value : null;
        };
    }

    /// <summary>The same of the classifier, with its call.</summary>
    public Func<(float, bool)?> CallReader(DataViewRow row)
    {
        var score = Reader(row, Score);
        var decision = row.GetGetter<bool>(Decision);
        return () =>
        {
            if (score() is not { } value)
                return null;
            var isOut = false;
            decision(ref isOut);
            return (value, isOut);
        };
    }

    private DataViewSchema.Column? EmptyOf(DataViewSchema.Column score) => score.Index == Score.Index ? _empty : null;
}
