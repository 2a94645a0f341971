using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace PostFocus.Transforms.Rows;

/// <summary>Columns that are computed from those of an input.</summary>
internal abstract class ComputedColumns
{
    /// <summary>The columns added to the input schema, in order.</summary>
    public abstract IReadOnlyList<DataViewSchema.DetachedColumn> Outputs { get; }

    /// <summary>The input columns that are read.</summary>
    public abstract IEnumerable<DataViewSchema.Column> Inputs { get; }

    /// <summary>How many rows before and after a row its columns may depend on.</summary>
    public abstract int Margin { get; }

    /// <summary>The rows of a cursor with the columns added, computed many at a time.</summary>
    /// <param name="source">The input.</param>
    /// <param name="again">Opens the input once more, at its start, for these columns; null where rows come in random order.</param>
    /// <param name="schema">The input's, with the outputs.</param>
    /// <param name="active">Indices of the columns that are asked for.</param>
    /// <param name="host">Where the pass may be cancelled.</param>
    public abstract DataViewRowCursor Cursor(
        DataViewRowCursor source,
        Func<IEnumerable<DataViewSchema.Column>, DataViewRowCursor>? again,
        DataViewSchema schema,
        HashSet<int> active,
        IHost host
    );

    /// <summary>A row, whatever its position becomes, with the columns added.</summary>
    /// <param name="source">The input.</param>
    /// <param name="schema">The input's, with the outputs.</param>
    /// <param name="active">Indices of the columns that are asked for.</param>
    public abstract DataViewRow Row(DataViewRow source, DataViewSchema schema, HashSet<int> active);
}
