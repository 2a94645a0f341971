using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Model.OnnxConverter;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// The input with computed columns appended. A cursor that needs one of them reads a window of rows ahead and computes
/// it in one go, on the first getter call of the window; a cursor that needs none computes nothing.
/// </summary>
/// <remarks>
/// ML.NET's conversion to ONNX walks back over views of this kind (<see cref="ITransformCanSaveOnnx"/>), and takes any other one for
/// the data: without a word it would write a graph that lacks the transformer and asks for its outputs as inputs.
/// </remarks>
/// <param name="source">The input.</param>
/// <param name="columns">What is computed of its rows.</param>
/// <param name="schema">The input's, with the outputs.</param>
/// <param name="transformer">Whose view it is.</param>
/// <param name="host">The transformer's environment.</param>
internal sealed class LookAheadView(IDataView source, ComputedColumns columns, DataViewSchema schema, string transformer, IHost host)
    : ITransformCanSaveOnnx
{
    public IDataView Source => source;

    public DataViewSchema Schema => schema;

    public bool CanSaveOnnx(OnnxContext ctx) =>
        throw new NotSupportedException(
            $"{transformer} cannot be converted to ONNX by ConvertToOnnx: cutting frames to tiles, and the choice of rows, are not ONNX "
                + "operators. Save the pipeline with mlContext.Model.Save. Classifiers and restorers go out for frames of one tile: ToOnnx of the "
                + "transformer's Model, or postfocus export-onnx."
        );

    void ISaveAsOnnx.SaveAsOnnx(OnnxContext ctx) => CanSaveOnnx(ctx);

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        throw new NotSupportedException($"A view is not saved, but its transformer, {transformer}: mlContext.Model.Save.");

    public bool CanShuffle => source.CanShuffle;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        HashSet<int> active = [.. columnsNeeded.Select(c => c.Index)];
        var inputCount = source.Schema.Count;
        var computes = active.Any(index => index >= inputCount);

        var inputs = source.Schema.Where(c => active.Contains(c.Index));
        if (computes)
            inputs = inputs.Union(columns.Inputs).Union(FrameNames.Columns(source.Schema));
        var cursor = source.GetRowCursor(inputs, rand);
        if (computes && columns.Margin > 0 && rand is not null)
            host.LogLine(
                transformer,
                "Rows come in random order: frames are restored beside neighbours that are none of theirs in time, or without any."
            );
        if (!computes)
            return new PassingCursor(cursor, schema, active);
        Func<IEnumerable<DataViewSchema.Column>, DataViewRowCursor>? again = rand is null ? needed => source.GetRowCursor(needed) : null;
        return columns.Cursor(cursor, again, schema, active, host);
    }

    // The computation already uses all cores.
    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private sealed class PassingCursor(DataViewRowCursor source, DataViewSchema schema, HashSet<int> active) : DataViewRowCursor
    {
        public override DataViewSchema Schema => schema;

        public override long Position => source.Position;

        public override long Batch => source.Batch;

        public override bool MoveNext() => source.MoveNext();

        public override ValueGetter<DataViewRowId> GetIdGetter() => source.GetIdGetter();

        public override bool IsColumnActive(DataViewSchema.Column column) => active.Contains(column.Index);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column) =>
            source.GetGetter<TValue>(source.Schema[column.Index]);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                source.Dispose();
            base.Dispose(disposing);
        }
    }
}
