namespace PostFocus.Imaging;

/// <summary>
/// Something that whoever runs the program can mend: a file, a folder, a model, options that contradict each other. The
/// message names it, says what is wrong, and a way on. What no user can mend stays an exception of .NET.
/// </summary>
public class PostFocusException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">What is wrong with what, and what to do about it.</param>
    /// <param name="innerException">The cause, if another exception told of it.</param>
    public PostFocusException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
