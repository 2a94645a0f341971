using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Settings;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// Base of the transformers of this library: they append columns that are computed from a frame. Lazy (an output is
/// computed only when a cursor asks for it), in order, many rows at a time, and savable in stock ML.NET model zips.
/// </summary>
public abstract class FrameTransformer : ITransformer, IDisposable
{
    private protected FrameTransformer(IHostEnvironment environment, string name)
    {
        ArgumentNullException.ThrowIfNull(environment);
        Host = environment.Register(name);
    }

    private protected IHost Host { get; }

    /// <summary>
    /// Rows are mapped one to one, so a prediction engine can use the transformer. A restorer that looks at frames before and after then
    /// does without, which the context's log says.
    /// </summary>
    public bool IsRowToRowMapper => true;

    /// <summary>The input schema with the output columns appended.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        return Append(inputSchema, Columns(inputSchema));
    }

    /// <summary>A lazy view of the input with the output columns appended.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var columns = Columns(input.Schema);
        return new LookAheadView(input, columns, Append(input.Schema, columns), GetType().Name, Host);
    }

    /// <summary>Maps single rows, for prediction engines.</summary>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        var columns = Columns(inputSchema);
        return new SingleRowMapper(inputSchema, columns, Append(inputSchema, columns), GetType().Name, Host);
    }

    /// <summary>A transformer that was fitted to the input, if that has the columns that it reads.</summary>
    /// <exception cref="ArgumentException">A column is missing or of a wrong type.</exception>
    internal static T Checked<T>(T fitted, IDataView input)
        where T : FrameTransformer
    {
        ArgumentNullException.ThrowIfNull(input);
        fitted.Bind(input.Schema);
        return fitted;
    }

    void ICanSaveModel.Save(ModelSaveContext ctx) => SaveModel(ctx);

    private protected abstract RowComputation Bind(DataViewSchema input);

    /// <summary>What becomes of rows whose frame cannot be used.</summary>
    private protected virtual OnBadFrame OnBadFrame => OnBadFrame.Throw;

    private protected abstract void SaveModel(ModelSaveContext context);

    /// <summary>Releases the network's native memory.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what a derived transformer holds.</summary>
    protected virtual void Dispose(bool disposing) { }

    private ComputedColumns Columns(DataViewSchema input) => Bind(input).Guarded(input, OnBadFrame);

    private static DataViewSchema Append(DataViewSchema input, ComputedColumns columns)
    {
        var builder = new DataViewSchema.Builder();
        builder.AddColumns(input);
        builder.AddColumns(columns.Outputs);
        return builder.ToSchema();
    }
}
