using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests.Shards;

/// <summary>A small input, and the verbs that share it out, as a user gives them.</summary>
internal sealed class ShardedRun : IDisposable
{
    /// <summary>Of <c>run</c>, so that it does as little as it can.</summary>
    public static string[] Options { get; } = ["--model", BrightnessModel.Zip, "--samples", "2", "--steps", "1", "--cells", "none"];

    private readonly TemporaryFolder _folder = new(TemporaryFolder.Memory);

    /// <summary>Four folders of 4 to 7 frames, and a stack of 6: five sequences.</summary>
    public ShardedRun()
    {
        for (var i = 0; i < 4; i++)
            TestFrames.WriteTiffs(_folder[$"in/w{i}"], TestFrames.Alternating(4 + i));
        FrameFile.WriteTiff(_folder["in/stack.tif"], TestFrames.Alternating(6));
    }

    public string this[string name] => _folder[name];

    public string Input => _folder["in"];

    public Task<Postfocus> Plan(string plan, int shards, params string[] more) =>
        Postfocus.Run(["plan", Input, "--out", _folder[plan], "--shards", $"{shards}", .. Options, .. more]);

    public Task<Postfocus> Do(string plan, int shard, string outFolder = "out") =>
        Postfocus.Run("run", "--shard", $"{_folder[plan]}#{shard}", "--out", _folder[outFolder]);

    public Task<Postfocus> Gather(string plan, string outFolder = "out") =>
        Postfocus.Run("gather", _folder[plan], "--out", _folder[outFolder]);

    /// <summary>One process does all of it.</summary>
    public Task<Postfocus> Whole(string outFolder, params string[] more) =>
        Postfocus.Run(["run", Input, "--out", _folder[outFolder], .. Options, .. more]);

    /// <summary>The results are those of one process, to the byte and the file.</summary>
    public async Task EqualsOneProcess(string outFolder = "out", params string[] more)
    {
        await Whole("whole", more);
        Assert.Equal(TemporaryFolder.Hashes(_folder["whole"]), TemporaryFolder.Hashes(_folder[outFolder]));
    }

    public void Dispose() => _folder.Dispose();
}
