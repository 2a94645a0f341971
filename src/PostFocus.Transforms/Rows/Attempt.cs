using System.Runtime.ExceptionServices;

namespace PostFocus.Transforms.Rows;

/// <summary>
/// A value, or the error in its place. It is thrown where the value is asked for, so that the rows before and after it arrive.
/// </summary>
/// <param name="ValueOrDefault">The value, if there is one.</param>
/// <param name="Error">The error, with where it came from; null where there is a value.</param>
internal readonly record struct Attempt<T>(T? ValueOrDefault, ExceptionDispatchInfo? Error)
{
    public T Value
    {
        get
        {
            Error?.Throw();
            return ValueOrDefault!;
        }
    }
}

internal static class Attempt
{
    /// <summary>What work gives. Whatever fails is kept for later; a cancelled pass ends.</summary>
    public static Attempt<T> At<T>(Func<T> work)
    {
        try
        {
            return new(work(), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(default, ExceptionDispatchInfo.Capture(e));
        }
    }
}
