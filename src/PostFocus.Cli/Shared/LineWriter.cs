using System.Text;

namespace PostFocus.Cli.Shared;

/// <summary>
/// What is shown to a person. A line stays one line, and what is in a file's name cannot steer the terminal: everything
/// in it that is not to be seen is written as an escape. Whole lines may come from any thread.
/// </summary>
internal sealed class LineWriter(TextWriter inner) : TextWriter
{
    private readonly Lock _writing = new();

    public override Encoding Encoding => inner.Encoding;

    public override IFormatProvider FormatProvider => inner.FormatProvider;

    public override void Write(char value) => Show(() => inner.Write(value));

    public override void Write(string? value) => Show(() => inner.Write(value));

    public override void WriteLine() => Show(inner.WriteLine);

    public override void WriteLine(string? value) => Show(() => inner.WriteLine(value is null ? null : Wording.Shown(value)));

    public override void Flush() => Show(inner.Flush);

    /// <summary>What a terminal that is gone cannot show is no reason to lose what else is to be done.</summary>
    private void Show(Action write)
    {
        const int ioError = 5; // EIO
        lock (_writing)
        {
            try
            {
                write();
            }
            catch (IOException e) when (e.HResult == ioError) { }
        }
    }
}
