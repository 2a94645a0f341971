using System.CommandLine;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Cli.Simulate;

/// <summary><c>postfocus simulate pairs|videos --out DIR</c>: nanowells with their truth.</summary>
internal static class SimulateCommand
{
    public static Command Create() =>
        new("simulate", "Simulates nanowells by wave optics, with the in-focus truth of every frame.") { Pairs(), Videos() };

    private static Command Pairs()
    {
        var assay = new AssayArguments(new PairOptions());
        var command = new Command("pairs", "Per well one frame in focus and one in each plane out of focus: for training.");
        assay.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var options = (PairOptions)assay.Read(parsed, new PairOptions());
                return Write(
                    parsed,
                    assay,
                    PairSimulator.Simulate(options),
                    options.Wells * (1 + options.PlanesMicrons.Count),
                    cancellation
                );
            }
        );
        return command;
    }

    private static Command Videos()
    {
        var defaults = new VideoOptions();
        var assay = new AssayArguments(defaults);
        var frames = new Setting<int>("--frames", nameof(VideoOptions.FramesPerWell))
        {
            HelpName = "N",
            Description = "Frames of a video, 1 to 10000.",
            DefaultValueFactory = _ => defaults.FramesPerWell,
        };
        var rate = new Setting<double>("--oof-rate", nameof(VideoOptions.OutOfFocusRate))
        {
            HelpName = "SHARE",
            Description = "Share of frames out of focus in the long run, 0 to two thirds.",
            DefaultValueFactory = _ => defaults.OutOfFocusRate,
        };
        var videos = new Setting<double?>("--oof-videos", "share")
        {
            HelpName = "SHARE",
            Description = "Share of videos with more than 5 % of their frames out of focus, 0 to 0.999, in place of --oof-rate.",
        };
        var speed = new Setting<double>("--speed", nameof(VideoOptions.CellSpeed))
        {
            HelpName = "UM",
            Description = "Speed of T cells, 0 to 20 µm a minute; other cells move at a fifth of it.",
            DefaultValueFactory = _ => defaults.CellSpeed,
        };
        var affinity = new Setting<double>("--affinity", nameof(VideoOptions.EffectorAffinity))
        {
            HelpName = "SHARE",
            Description = "How strongly T cells are drawn to targets and stay with them, 0 to 1.",
        };
        var divisions = new Setting<double>("--divisions", nameof(VideoOptions.DivisionsPerDay))
        {
            HelpName = "N",
            Description = "Divisions of a full-grown cell in a day, on average, 0 to 24.",
        };
        var deaths = new Setting<double>("--deaths", nameof(VideoOptions.DeathsPerDay))
        {
            HelpName = "N",
            Description = "Deaths of a cell in a day, on average, without a T cell, 0 to 24.",
        };
        var kills = new Setting<double>("--kills", nameof(VideoOptions.KillsPerContactHour))
        {
            HelpName = "N",
            Description = "Deaths of a target in an hour that a T cell touches it, on average, 0 to 60.",
        };
        var command = new Command("videos", "Per well a video in which focus is lost now and then.")
        {
            frames,
            rate,
            videos,
            speed,
            affinity,
            divisions,
            deaths,
            kills,
        };
        assay.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var options = (VideoOptions)assay.Read(parsed, defaults) with
                {
                    FramesPerWell = parsed.GetValue(frames),
                    OutOfFocusRate = parsed.GetValue(rate),
                    CellSpeed = parsed.GetValue(speed),
                    EffectorAffinity = parsed.GetValue(affinity),
                    DivisionsPerDay = parsed.GetValue(divisions),
                    DeathsPerDay = parsed.GetValue(deaths),
                    KillsPerContactHour = parsed.GetValue(kills),
                };
                if (parsed.GetValue(videos) is { } share)
                    options = options.WithOutOfFocusVideos(share);
                return Write(parsed, assay, VideoSimulator.Simulate(options), options.Wells * options.FramesPerWell, cancellation);
            }
        );
        return command;
    }

    private static int Write(
        ParseResult parsed,
        AssayArguments assay,
        IEnumerable<SimulatedFrame> frames,
        int total,
        CancellationToken cancellation
    )
    {
        var output = parsed.InvocationConfiguration.Output;
        var folder = parsed.GetRequiredValue(assay.Out);
        var written = 0;
        SimulatedDataSet.Write(
            folder,
            frames,
            assay.Layout(parsed),
            _ =>
            {
                if (++written % 500 == 0)
                    output.WriteLine($"{written} of {total} frames");
            },
            assay.Format(parsed),
            cancellation
        );
        output.WriteLine($"{written} frames and their truth in {folder}");
        return ExitCodes.Success;
    }
}
