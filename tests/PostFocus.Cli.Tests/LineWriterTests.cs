using System.Text;

namespace PostFocus.Cli.Tests;

public sealed class LineWriterTests
{
    /// <summary>Of Linux and macOS: EIO, and ENOSPC.</summary>
    [Fact]
    public async Task OnlyATerminalThatIsGoneIsNoError()
    {
        Assert.Equal(
            ExitCodes.Failure,
            await CommandLine.Run(["run"], new Broken(5), new Broken(5), TestContext.Current.CancellationToken)
        );
        await Assert.ThrowsAsync<IOException>(() =>
            CommandLine.Run(["run"], new Broken(28), new Broken(28), TestContext.Current.CancellationToken)
        );
    }

    private sealed class Broken(int error) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => throw new IOException("it", error);
    }
}
