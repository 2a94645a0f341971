using System.Text;

namespace PostFocus.Cli.Shared;

/// <summary>
/// What is shown to a person. A line stays one line, and what is in a file's name cannot steer the terminal: everything
/// in it that is not to be seen is written as an escape. Whole lines may come from any thread. What cannot be shown is no
/// reason to lose what else is to be done.
/// </summary>
internal sealed class LineWriter(TextWriter inner) : TextWriter
{
    private readonly Lock _writing = new();

    /// <summary>Why something could not be shown; null where all was, and for a terminal that is gone, with which nobody looks.</summary>
    public string? Problem { get; private set; }

    public override Encoding Encoding => inner.Encoding;

    public override IFormatProvider FormatProvider => inner.FormatProvider;

    public override void Write(char value) => Show(() => inner.Write(value));

    public override void Write(string? value) => Show(() => inner.Write(value));

    public override void WriteLine() => Show(inner.WriteLine);

    public override void WriteLine(string? value) => Show(() => inner.WriteLine(value is null ? null : Wording.Shown(value)));

    public override void Flush() => Show(inner.Flush);

    private void Show(Action write)
    {
        const int ioError = 5; // EIO
        lock (_writing)
        {
            try
            {
                write();
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException) // the latter of a closed one
            {
                if (e.HResult != ioError)
                    Problem ??= e.Message;
            }
        }
    }
}
