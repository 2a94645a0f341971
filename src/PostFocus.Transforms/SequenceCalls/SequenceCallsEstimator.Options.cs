using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.SequenceCalls;

public sealed partial class SequenceCallsEstimator
{
    /// <summary>Columns of calls within sequences.</summary>
    public sealed record Options
    {
        /// <summary>
        /// Text: the sequence of a row; rows of one lie together. Without such a column calls stay as they are. Default <c>Sequence</c>.
        /// </summary>
        public string SequenceColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Sequence;

        /// <summary>Single: the classifier's score, in logits. Default <c>Score</c>.</summary>
        public string ScoreColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DefaultColumnNames.Score;

        /// <summary>Single, from ScoreDomain: above 1 a frame is unlike those learnt from. Default <c>DomainScore</c>.</summary>
        public string DomainScoreColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DomainScoringEstimator.Options.DefaultScore;

        /// <summary>
        /// Boolean, true = out of focus: read, and put out under the same name as it is called within the sequence. Default
        /// <c>PredictedLabel</c>.
        /// </summary>
        public string DecisionColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DefaultColumnNames.PredictedLabel;

        /// <summary>Output: Boolean, whether the row was called within its sequence. Default <c>CalledWithinSequence</c>.</summary>
        public string CalledWithinSequenceColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "CalledWithinSequence";

        /// <summary>Written to a zip, or read from it.</summary>
        internal Options Through(ModelZipFields zip) =>
            new()
            {
                SequenceColumnName = zip.Field(SequenceColumnName),
                ScoreColumnName = zip.Field(ScoreColumnName),
                DomainScoreColumnName = zip.Field(DomainScoreColumnName),
                DecisionColumnName = zip.Field(DecisionColumnName),
                CalledWithinSequenceColumnName = zip.Field(CalledWithinSequenceColumnName),
            };
    }
}
