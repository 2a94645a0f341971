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

    public override void Write(char value)
    {
        lock (_writing)
            inner.Write(value);
    }

    public override void Write(string? value)
    {
        lock (_writing)
            inner.Write(value);
    }

    public override void WriteLine()
    {
        lock (_writing)
            inner.WriteLine();
    }

    public override void WriteLine(string? value)
    {
        lock (_writing)
            inner.WriteLine(value is null ? null : Wording.Shown(value));
    }

    public override void Flush()
    {
        lock (_writing)
            inner.Flush();
    }
}
