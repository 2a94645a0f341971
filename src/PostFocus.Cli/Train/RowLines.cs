namespace PostFocus.Cli.Train;

/// <summary>A line of progress for rows.</summary>
internal sealed class RowLines(Action<int> line) : IProgress<int>
{
    public void Report(int value) => line(value);
}
