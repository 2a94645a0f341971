using System.CommandLine;
using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Run;

/// <summary><c>postfocus run INPUT --out DIR</c>: restore the out-of-focus frames of sequences.</summary>
internal static class RunCommand
{
    /// <summary>What can be restored.</summary>
    public static string InputDescription { get; } =
        $"A folder (every folder in it with frames is a sequence, and so is every multi-page TIFF and OME-Zarr image), one of these, or a manifest (.csv with path, sequence, frame). Formats: {string.Join(", ", FrameFile.Formats.Select(f => f.Name))}. It is only read.";

    public static Command Create()
    {
        var input = new Argument<string?>("INPUT") { Description = InputDescription, Arity = ArgumentArity.ZeroOrOne };
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                "Folder for the results: new, empty, or that of the same run, which then goes on where it ended. Every frame file under its own name, report.html (all on one page), frames.csv and sequences.csv (a row per frame and per sequence), and reports/SEQUENCE/overview.png (recorded, restored, spread).",
            Required = true,
        };
        var again = new Option<bool>("--again")
        {
            Description =
                "Delete what an earlier run has made in --out, and do all of it again: needed where options or the model are others than they were.",
        };
        var shard = new Option<string?>("--shard")
        {
            HelpName = "PLAN#K",
            Description =
                "Instead of INPUT and options: do shard K, from 1, of the file that 'postfocus plan' wrote, into the --out that all its shards share. 'postfocus gather' makes the tables in the end.",
        };
        var arguments = new RunArguments();
        var command = new Command("run", "Finds the out-of-focus frames of sequences and restores them.")
        {
            input,
            outFolder,
            again,
            shard,
        };
        arguments.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(input) is null && result.GetResult(shard) is null)
                result.AddError("Required argument missing: give INPUT, or --shard PLAN#K; and --out DIR.");
        });
        command.SetWork(
            (parsed, cancellation) =>
            {
                var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var (folder, all) = (parsed.GetRequiredValue(outFolder), parsed.GetValue(again));
                if (parsed.GetValue(shard) is not { } text)
                    return RestorationRun.Execute(
                        arguments.Read(parsed, parsed.GetValue(input)!, folder, all, output, cancellation),
                        output,
                        error,
                        cancellation
                    );
                if (all)
                    throw new PostFocusException("--again deletes what a whole run has made. Give the plan a new --out instead.");
                if (arguments.Given(parsed).Concat(parsed.GetValue(input) is null ? [] : ["INPUT"]).FirstOrDefault() is { } planned)
                    throw new PostFocusException($"{planned} stands in the plan that --shard names. Give it to 'postfocus plan'.");
                var address = ShardAddress.Parse(text);
                return ShardRun.Execute(
                    address,
                    RunArguments.Of(address.Plan, address.Path, folder, output, cancellation),
                    output,
                    error,
                    cancellation
                );
            }
        );
        return command;
    }
}
