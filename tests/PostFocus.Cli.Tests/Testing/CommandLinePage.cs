using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>docs/command-line.md, made from what <c>--help</c> of every verb prints.</summary>
internal static class CommandLinePage
{
    private const string Heading = """
        # Command line

        What `postfocus --help` and `postfocus VERB --help` print. This page is made from it: a test holds both equal, and writes the page
        anew where the environment variable `POSTFOCUS_WRITE_DOCS` is set.

        """;

    public static async Task<string> Write()
    {
        var page = new StringBuilder(Heading.ReplaceLineEndings("\n"));
        foreach (var verb in Verbs(CommandLine.Create(), []))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {string.Join(' ', ["postfocus", .. verb])}\n");
            foreach ((var title, var lines) in Sections(await Help(verb)))
                Append(page, title, lines);
        }
        return page.ToString();
    }

    private static IEnumerable<string[]> Verbs(Command command, string[] path) =>
        [path, .. command.Subcommands.SelectMany(below => Verbs(below, [.. path, below.Name]))];

    /// <summary>
    /// Without line breaks, which a terminal would have for its width, and with the program's name for that of these tests.
    /// </summary>
    private static async Task<string> Help(string[] verb)
    {
        var root = CommandLine.Create();
        ((HelpAction)root.Options.OfType<HelpOption>().Single().Action!).MaxWidth = int.MaxValue;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        await CommandLine.Run(root, [.. verb, "--help"], output, TextWriter.Null, TestContext.Current.CancellationToken);
        return output.ToString().Replace(RootCommand.ExecutableName, "postfocus", StringComparison.Ordinal);
    }

    /// <summary>A section is a title with a colon at its end, and indented lines.</summary>
    private static IEnumerable<(string Title, List<string> Lines)> Sections(string help)
    {
        (string, List<string> Lines)? section = null;
        foreach (var line in help.ReplaceLineEndings("\n").Split('\n').Where(line => line.Length > 0))
        {
            if (line.StartsWith(' '))
            {
                section!.Value.Lines.Add(line.Trim());
                continue;
            }
            if (section is { } whole)
                yield return whole;
            section = (line.TrimEnd(':'), []);
        }
        if (section is { } last)
            yield return last;
    }

    private static void Append(StringBuilder page, string title, List<string> lines)
    {
        switch (title)
        {
            case "Description":
                foreach (var line in lines)
                    page.Append(CultureInfo.InvariantCulture, $"\n{Escaped(line)}\n");
                break;
            case "Usage":
                page.Append(CultureInfo.InvariantCulture, $"\n```sh\n{string.Join('\n', lines)}\n```\n");
                break;
            default:
                page.Append(CultureInfo.InvariantCulture, $"\n| {title} | |\n| --- | --- |\n");
                foreach (var columns in lines.Select(line => line.Split("  ", 2)))
                    page.Append(
                        CultureInfo.InvariantCulture,
                        $"| `{columns[0].Replace("|", "\\|", StringComparison.Ordinal)}` | {Escaped(columns[1].Trim())} |\n"
                    );
                break;
        }
    }

    /// <summary>What Markdown would take for markup.</summary>
    private static string Escaped(string text) => string.Concat(text.Select(c => c is '|' or '*' or '<' or '_' ? $"\\{c}" : $"{c}"));
}
