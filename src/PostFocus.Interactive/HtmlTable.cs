using System.Net;
using System.Text;

namespace PostFocus.Interactive;

/// <summary>A table as HTML.</summary>
internal sealed class HtmlTable
{
    private readonly StringBuilder _rows = new();

    /// <summary>A row of headings, as text; without any there is none.</summary>
    public HtmlTable(params IReadOnlyList<string> headings)
    {
        if (headings.Any(heading => heading.Length > 0))
            _rows.Append("<tr>").AppendJoin("", headings.Select(heading => $"<th>{Encode(heading)}</th>")).Append("</tr>\n");
    }

    /// <summary>A row of cells, as HTML.</summary>
    public void Add(params IEnumerable<string> cells) =>
        _rows.Append("<tr>").AppendJoin("", cells.Select(cell => $"<td>{cell}</td>")).Append("</tr>\n");

    /// <summary>Text as HTML.</summary>
    public static string Encode(string text) => WebUtility.HtmlEncode(text);

    public override string ToString() => $"<table>\n{_rows}</table>";
}
