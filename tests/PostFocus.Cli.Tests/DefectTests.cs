using System.CommandLine;
using System.Globalization;
using PostFocus.Imaging;

namespace PostFocus.Cli.Tests;

/// <summary>What becomes of exceptions: whoever runs the program mends the one kind, we the other.</summary>
public sealed class DefectTests
{
    public static TheoryData<Exception> Mendable =>
        [
            new PostFocusException("mend it"),
            new FrameFormatException("a.tif", 0, "mend it"),
            new IOException("mend it"),
            new UnauthorizedAccessException("mend it"),
        ];

    public static TheoryData<Exception> Defects =>
        [
            new ArgumentException("broken"),
            new ArgumentOutOfRangeException("Samples", "broken"),
            new InvalidOperationException("broken"),
            new InvalidDataException("broken"),
            new NotSupportedException("broken"),
        ];

    [Theory]
    [MemberData(nameof(Mendable))]
    public async Task WhatCanBeMendedIsToldInOneLine(Exception thrown)
    {
        (var exitCode, var error) = await Throw(thrown);
        Assert.Equal(ExitCodes.Failure, exitCode);
        Assert.Equal($"postfocus: {thrown.Message}\n", error);
    }

    [Theory]
    [MemberData(nameof(Defects))]
    public async Task ADefectKeepsItsStackTraceAndAsksForAReport(Exception thrown)
    {
        (var exitCode, var error) = await Throw(thrown);
        Assert.Equal(ExitCodes.Defect, exitCode);
        Assert.Contains("report", error, StringComparison.Ordinal);
        Assert.Contains(thrown.GetType().FullName!, error, StringComparison.Ordinal);
        Assert.Contains($"   at {typeof(DefectTests)}", error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Error)> Throw(Exception thrown)
    {
        var verb = new Command("break");
        verb.SetWork((_, _) => throw thrown);
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var exitCode = await CommandLine.Run(
            new RootCommand { verb },
            ["break"],
            TextWriter.Null,
            error,
            TestContext.Current.CancellationToken
        );
        return (exitCode, error.ToString());
    }
}
