using System.Text;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>Does something at each line that holds some words.</summary>
internal sealed class LineWatcher(string words, Action atLine) : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void WriteLine(string? value)
    {
        if (value?.Contains(words, StringComparison.Ordinal) == true)
            atLine();
    }
}
