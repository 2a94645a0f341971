using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PostFocus.Architecture.Tests;

/// <summary>The layout that is CSharpier's leaves comments alone.</summary>
public class CommentLengthTests
{
    private const int Most = 140;

    private static readonly string[] s_folders = ["src", "tests", "benchmarks", "samples"];

    [Fact]
    public void CommentsEndWhereCodeDoes() =>
        Assert.Empty(
            s_folders
                .SelectMany(folder => Files(Path.Combine(Repository.Root, folder)))
                .SelectMany(path =>
                    LongComments(File.ReadAllText(path)).Select(line => $"{Path.GetRelativePath(Repository.Root, path)}:{line}")
                )
        );

    [Theory]
    [InlineData("/// <summary>{0}</summary>\nclass C;", true)]
    [InlineData("class C; // {0}", true)]
    [InlineData("class C { string _long = \"// {0}\"; }", false)]
    public void OnlyCommentsAreMeasured(string code, bool isComment)
    {
        code = code.Replace("{0}", new string('x', Most), StringComparison.Ordinal);
        Assert.Equal(isComment ? [1] : [], LongComments(code));
    }

    [Fact]
    public void ACommentOfTheWholeWidthFits()
    {
        Assert.Empty(LongComments("//" + new string('x', Most - 2)));
        Assert.Equal([2], LongComments("\n//" + new string('x', Most - 1)));
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"));

    private static IEnumerable<int> LongComments(string code)
    {
        var tree = CSharpSyntaxTree.ParseText(code);
        var text = tree.GetText();
        return tree.GetRoot()
            .DescendantTrivia()
            .Where(trivia =>
                trivia.Kind()
                    is SyntaxKind.SingleLineCommentTrivia
                        or SyntaxKind.MultiLineCommentTrivia
                        or SyntaxKind.SingleLineDocumentationCommentTrivia
                        or SyntaxKind.MultiLineDocumentationCommentTrivia
            )
            .Select(trivia => text.Lines.GetLinePositionSpan(trivia.Span))
            // Documentation ends where the next line begins.
            .SelectMany(span => Enumerable.Range(span.Start.Line, span.End.Line - span.Start.Line + (span.End.Character > 0 ? 1 : 0)))
            .Where(line => text.Lines[line].Span.Length > Most)
            .Select(line => line + 1)
            .Distinct();
    }
}
