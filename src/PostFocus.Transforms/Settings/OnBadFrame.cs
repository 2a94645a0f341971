namespace PostFocus.Transforms.Settings;

/// <summary>
/// What becomes of a row whose frame cannot be used: the file is missing or damaged, the frame is of one count throughout, too
/// small or of another size, its intensity range is none.
/// </summary>
public enum OnBadFrame
{
    /// <summary>An error as soon as a value of the row is asked for. The rows before and after it arrive.</summary>
    Throw,

    /// <summary>
    /// No error: a column <see cref="PostFocus.Transforms.Columns.LoadedColumns.FrameProblem"/> tells what is wrong, empty where nothing
    /// is, and the components that follow leave such rows alone, too. What is computed is then false, 0 or NaN, and an image the recorded
    /// one, or NaN where that cannot be read. ML.NET's evaluators leave NaN scores out of account, and
    /// <c>mlContext.Data.FilterRowsByMissingValues(data, "Probability")</c> takes such rows out.
    /// </summary>
    Flag,
}
