using System.CommandLine;

namespace PostFocus.Cli.Reproduce;

/// <summary><c>postfocus reproduce --out DIR</c>: the paper's figures, on simulated data.</summary>
internal static class ReproduceCommand
{
    public static Command Create()
    {
        ReproductionSize[] sizes = [ReproductionSize.Small, ReproductionSize.Full];
        var outFolder = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description =
                $"Folder for the results: {ReproductionNames.Page} (all on one page), a table a figure (figure-1c.csv, …), and in data/ and measured/ what they come from. New or empty, or one that an earlier call with the same options was stopped in: it goes on there.",
            Required = true,
        };
        var size = new Option<string>("--size")
        {
            Description =
                "small: minutes on two cores. full: as many focal stacks as the paper has, and videos of six hours, at the assay's own pixels; it takes hours, of which it says before it begins how many, and 3 GB.",
            DefaultValueFactory = _ => sizes[0].Name,
        };
        size.AcceptOnlyFromAmong([.. sizes.Select(s => s.Name)]);
        var models = new Option<string[]>("--models")
        {
            HelpName = "ZIP",
            Description =
                "Model zips, each by a file name of its own. The first one restores the videos and needs a classifier, a restorer and a gate; focal stacks are judged and restored by all. Default: the pretrained one.",
            AllowMultipleArgumentsPerToken = true,
        };
        var segmenter = new Option<string?>("--segmenter")
        {
            HelpName = "ZIP",
            Description = "Model zip with a segmenter. Default: the pretrained one.",
        };
        var device = Devices.Option();
        var command = new Command("reproduce", "Simulates the paper's experiments and sets its figures beside what comes out.")
        {
            outFolder,
            size,
            models,
            segmenter,
            device,
        };
        command.SetWork(
            (parsed, cancellation) =>
                ReproductionRun.Execute(
                    new ReproduceRequest(
                        parsed.GetRequiredValue(outFolder),
                        sizes.Single(s => s.Name == parsed.GetRequiredValue(size)),
                        parsed.GetValue(models) is { Length: > 0 } given ? given : [Installation.Model(null)],
                        Installation.Segmenter(parsed.GetValue(segmenter)),
                        parsed.GetRequiredValue(device),
                        Devices.Context(parsed.GetRequiredValue(device), parsed.InvocationConfiguration.Output, cancellation)
                    ),
                    parsed.InvocationConfiguration.Output,
                    cancellation
                )
        );
        return command;
    }
}
