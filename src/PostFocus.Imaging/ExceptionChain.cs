namespace PostFocus.Imaging;

/// <summary>An error and those behind it.</summary>
internal static class ExceptionChain
{
    /// <summary>The error itself, then each one's cause.</summary>
    public static IEnumerable<Exception> Causes(this Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            yield return e;
    }
}
