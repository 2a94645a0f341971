using System.Text;
using PostFocus.Imaging.Storage;

namespace PostFocus.Benchmarks.Reporting;

/// <summary>A Markdown text of headings, paragraphs and tables.</summary>
internal sealed class MarkdownReport
{
    private readonly StringBuilder _text = new();

    public MarkdownReport Heading(int level, string text) => Block($"{new string('#', level)} {text}");

    public MarkdownReport Paragraph(string text) => Block(text);

    public MarkdownReport List(params IEnumerable<string> items) => Block(string.Join('\n', items.Select(i => $"- {i}")));

    public MarkdownReport Code(string text) => Block($"```\n{text}\n```");

    /// <summary>The first column is left-aligned, the figures to its right are right-aligned.</summary>
    public MarkdownReport Table(string[] header, IEnumerable<string[]> rows)
    {
        string[] rule = [.. header.Select((_, i) => i == 0 ? "---" : "---:")];
        return Block(string.Join('\n', new[] { header, rule }.Concat(rows).Select(cells => $"| {string.Join(" | ", cells)} |")));
    }

    /// <summary>Prints the text and, where a file is named, writes it whole or not at all.</summary>
    public void Publish(TextWriter output, string? path)
    {
        output.Write(_text);
        if (path is not null)
            FileSafety.WriteWhole(path, temporary => File.WriteAllText(temporary, _text.ToString()));
    }

    private MarkdownReport Block(string text)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(text).Append('\n');
        return this;
    }
}
