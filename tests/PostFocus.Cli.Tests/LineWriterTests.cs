using System.Globalization;
using System.Text;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

public sealed class LineWriterTests
{
    [Theory]
    [InlineData(5, ExitCodes.Success, "")] // EIO: a terminal that is gone
    [InlineData(28, ExitCodes.Failure, "postfocus: standard output cannot be written (it).")] // ENOSPC
    public async Task OutputThatCannotBeWrittenIsToldAndAllElseIsDone(int reason, int exitCode, string told)
    {
        using var folder = new TemporaryFolder();
        TestFrames.WriteTiffs(folder["in"], TestFrames.Alternating(2));
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var ended = await CommandLine.Run(
            ["run", folder["in"], "--out", folder["out"], "--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1"],
            new Broken(reason),
            error,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(exitCode, ended);
        Assert.StartsWith(told, error.ToString(), StringComparison.Ordinal);
        Assert.InRange(error.ToString().Split('\n').Length, 1, 2);
        Assert.Equal(["false", "true"], new FramesTable(folder["out"])["restored"]);
    }

    [Theory]
    [InlineData("--help", 5, ExitCodes.Success)]
    [InlineData("--help", 28, ExitCodes.Failure)]
    [InlineData("run", 28, ExitCodes.Failure)]
    public async Task NeitherCanErrorsBeWritten(string argument, int reason, int exitCode) =>
        Assert.Equal(
            exitCode,
            await CommandLine.Run([argument], new Broken(reason), new Broken(reason), TestContext.Current.CancellationToken)
        );

    [Fact]
    public async Task OutputMayBeClosed()
    {
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var ended = await CommandLine.Run(
            ["--help"],
            new Broken(new UnauthorizedAccessException("it")),
            error,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(ExitCodes.Failure, ended);
        Assert.StartsWith("postfocus: standard output cannot be written (it).", error.ToString(), StringComparison.Ordinal);
    }

    private sealed class Broken(Exception problem) : TextWriter
    {
        public Broken(int error)
            : this(new IOException("it", error)) { }

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw problem;
    }
}
