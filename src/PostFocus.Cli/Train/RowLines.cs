using Microsoft.ML;

namespace PostFocus.Cli.Train;

/// <summary>A line of progress for rows.</summary>
internal sealed class RowLines(Action<int> line) : IProgress<int>
{
    /// <param name="output">Gets the lines.</param>
    /// <param name="name">What is done with the rows.</param>
    /// <param name="data">The rows.</param>
    public static RowLines Of(TextWriter output, string name, IEnumerable<IDataView> data)
    {
        var rows = (int)data.Sum(view => view.GetRowCount() ?? 0);
        return new(new Progress(output, rows).Of(name, rows));
    }

    public void Report(int value) => line(value);
}
