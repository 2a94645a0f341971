using PostFocus.Cli.Reproduce;

namespace PostFocus.Cli.Tests.Reproduce;

public sealed class StageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void AFinishedStageHasItsFolder()
    {
        var stage = Of((folder, _) => File.WriteAllText(Path.Combine(folder, "table.csv"), "a"));
        Assert.False(stage.IsDone);
        stage.Execute(TextWriter.Null, CancellationToken.None);
        Assert.True(stage.IsDone);
        Assert.Equal(["measured/set/table.csv"], _folder.Files);
    }

    [Fact]
    public void OneThatIsStoppedOrFailsLeavesNothing()
    {
        using var stop = new CancellationTokenSource();
        var stage = Of(
            (folder, onFrame) =>
            {
                File.WriteAllText(Path.Combine(folder, "table.csv"), "a");
                stop.Cancel();
                onFrame(1);
            }
        );
        Assert.Throws<OperationCanceledException>(() => stage.Execute(TextWriter.Null, stop.Token));
        Assert.Throws<InvalidOperationException>(() =>
            Of((_, _) => throw new InvalidOperationException()).Execute(TextWriter.Null, CancellationToken.None)
        );
        Assert.False(stage.IsDone);
        Assert.Empty(_folder.Files);
        _folder.HoldsOnlyWholeFiles();
    }

    private Stage Of(Action<string, Action<int>> fill) =>
        new("measure set", _folder["measured/set"], 2, 1, (folder, onFrame, _) => fill(folder, onFrame));
}
