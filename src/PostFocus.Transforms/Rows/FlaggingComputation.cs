using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// A computation on rows some of which have a problem. Those that were flagged before are left alone; where it is asked for,
/// those whose frame turns out to be unusable are flagged.
/// </summary>
/// <param name="inner">Computes the sound rows.</param>
/// <param name="input">The input.</param>
/// <param name="onBadFrame">What becomes of unusable frames.</param>
internal sealed class FlaggingComputation(RowComputation inner, DataViewSchema input, OnBadFrame onBadFrame) : RowComputation
{
    private readonly ProblemColumn _problem = new(input);
    private readonly bool _flags = onBadFrame == OnBadFrame.Flag;

    public override IReadOnlyList<DataViewSchema.DetachedColumn> Outputs =>
        _flags ? [.. inner.Outputs, new(LoadedColumns.FrameProblem, TextDataViewType.Instance)] : inner.Outputs;

    public override IEnumerable<DataViewSchema.Column> Inputs => [.. inner.Inputs, .. _problem.Inputs];

    public override int LookAhead => inner.LookAhead;

    public override int Margin => inner.Margin;

    /// <summary>The columns that are added to a shape.</summary>
    public static SchemaShape.Column[] Shape(OnBadFrame onBadFrame) => onBadFrame == OnBadFrame.Flag
        ? [MicrosoftMLInternals.ShapeOf(LoadedColumns.FrameProblem, TextDataViewType.Instance, isVector: false)]
        : [];

    public override Func<object> Reader(DataViewRow row)
    {
        Func<object> read = inner.Reader(row), unusable = inner.Unusable(row);
        Func<string> problem = _problem.Reader(row);
        return () =>
        {
            if (problem() is { Length: > 0 } known)
                return new FlaggedRow(known, unusable());
            try
            {
                return read();
            }
            catch (PostFocusException e) when (_flags)
            {
                return new FlaggedRow(e.Message, unusable());
            }
        };
    }

    public override Func<object> Unusable(DataViewRow row) => inner.Unusable(row);

    public override object Unusable() => inner.Unusable();

    public override IReadOnlyList<object> Compute(IReadOnlyList<object> items, int first, int count)
    {
        try
        {
            return inner.Compute(items, first, count);
        }
        // Of several rows it is not known which: they are asked for again, one by one.
        catch (PostFocusException e) when (_flags && count == 1)
        {
            return [new FlaggedRow(e.Message, inner.Unusable())];
        }
    }

    public override Delegate Getter(int output, Func<object> current) => output < inner.Outputs.Count
        ? inner.Getter(output, () => current() is var result && result is FlaggedRow flagged ? flagged.Result : result)
        : Getters.Scalar(() => (current() as FlaggedRow)?.Problem.AsMemory() ?? default);
}
