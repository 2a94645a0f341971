namespace PostFocus.Imaging;

/// <summary>A file cannot serve as what it was read as. The message names the file, the page, the reason and a way on.</summary>
public sealed class FrameFormatException : PostFocusException
{
    /// <summary>Creates the error.</summary>
    /// <param name="path">The file or folder at fault.</param>
    /// <param name="page">Zero-based page, or null where the whole file is meant.</param>
    /// <param name="reason">What is wrong and what to do about it.</param>
    /// <param name="innerException">The cause, if another exception told of it.</param>
    public FrameFormatException(string path, int? page, string reason, Exception? innerException = null)
        : base(page is { } p ? $"{path}, page {p}: {reason}" : $"{path}: {reason}", innerException)
    {
        Path = path;
        Page = page;
        Reason = reason;
    }

    /// <summary>The file or folder at fault.</summary>
    public string Path { get; }

    /// <summary>Zero-based page, or null where the whole file is meant.</summary>
    public int? Page { get; }

    /// <summary>What is wrong and what to do about it.</summary>
    public string Reason { get; }
}
