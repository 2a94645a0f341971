using System.CommandLine;
using System.Diagnostics;
using PostFocus.Benchmarks.Reporting;

namespace PostFocus.Benchmarks.Restoration;

/// <summary><c>restoration</c>: all ways of restoring frames, on the same held-out wells.</summary>
internal static class RestorationBenchmark
{
    private const string One = "--one";

    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description =
                "Folders with truth.csv, one for each kind of object, all of one frame size. Names of wells must differ between them.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var models = new Option<string[]>("--models")
        {
            Description =
                "NAME=ZIP, NAME=ZIP:SAMPLESxSTEPS, NAME=ZIP:SAMPLESxSTEPS:SAMPLER, or NAME=ZIP:SAMPLESxSTEPS:SAMPLER:FRAMES with how far neighbours may be away, and after another colon the correlation that is asked of them, -1 for none; all others are compared with the first.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var fit = new Option<string>("--fit")
        {
            Description = "Folder with truth.csv of other wells, which deconvolution is fitted to.",
            Required = true,
        };
        var classifier = new Option<string>("--classifier")
        {
            Description = "Zip whose classifier gives the features of the Fréchet distance.",
            Required = true,
        };
        var results = new Option<string>("--results")
        {
            Description = "Folder that keeps each method's result; a method that is in it is not run again.",
            Required = true,
        };
        var frames = new Option<int?>("--frames") { Description = "The first frames only." };
        var videos = new Option<bool>("--videos")
        {
            Description = "The data are videos: models may look at frames in focus, and flicker is measured.",
        };
        var strangers = new Option<bool>("--strangers")
        {
            Description = "With --videos: the frames in focus are those of other wells, so that neighbours mislead.",
        };
        var origin = new Option<string?>("--origin")
        {
            Description = "How the data came about, for the report: the commands that made them.",
        };
        var pictures = new Option<string?>("--pictures") { Description = "Folder for plots and pictures." };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var one = new Option<string?>(One)
        {
            Description = "Run this method only, without a report; the benchmark calls itself so.",
            Hidden = true,
        };
        var command = new Command("restoration", "All ways of restoring frames, from doing nothing to diffusion.")
        {
            data,
            models,
            fit,
            classifier,
            results,
            frames,
            videos,
            strangers,
            origin,
            pictures,
            path,
            one,
        };
        command.SetAction(parsed =>
        {
            string machine = Machine.Describe(),
                folder = parsed.GetRequiredValue(results);
            var folders = parsed.GetRequiredValue(data);
            var choice =
                parsed.GetValue(strangers) ? FrameChoice.VideosOfStrangers
                : parsed.GetValue(videos) ? FrameChoice.Videos
                : FrameChoice.OutOfFocus;
            var texts = parsed.GetRequiredValue(models);
            RestorationMethod[] methods =
            [
                .. RestorationMethods.Baselines(parsed.GetRequiredValue(fit)),
                .. texts.Select(RestorationMethods.Model),
            ];
            if (parsed.GetValue(one) is { } name)
            {
                MethodRun
                    .Execute(
                        methods.Single(m => m.Name == name),
                        folders,
                        parsed.GetRequiredValue(classifier),
                        parsed.GetValue(frames),
                        choice
                    )
                    .Write(folder);
                return;
            }
            Directory.CreateDirectory(folder);
            foreach (var method in methods.Where(m => MethodResult.Read(folder, m.Name) is null))
            {
                Console.Error.WriteLine($"running {method.Name}");
                RunApart(method.Name);
            }
            new RestorationReport([.. methods.Select(m => MethodResult.Read(folder, m.Name)!)], folders, first: methods[^texts.Length].Name)
                .Make(
                    [$"Data: {parsed.GetValue(origin) ?? "origin not stated"}.", $"Models: {string.Join(", ", texts.Select(Model))}."],
                    machine,
                    parsed.GetValue(pictures)
                )
                .Publish(Console.Out, parsed.GetValue(path));
        });
        return command;
    }

    /// <summary>The same command again in a process of its own, for one method.</summary>
    private static void RunApart(string method)
    {
        var program = Environment.ProcessPath!;
        string[] start = Path.GetFileNameWithoutExtension(program) == "dotnet" ? [typeof(RestorationBenchmark).Assembly.Location] : [];
        using var process = Process.Start(
            new ProcessStartInfo(program, [.. start, .. Environment.GetCommandLineArgs().Skip(1), One, method])
        )!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new IOException($"The method '{method}' failed.");
    }

    /// <summary>Without the folder, which tells others nothing.</summary>
    private static string Model(string text) => text.Split('=', 2) is [var name, var zip] ? $"{name} = {Path.GetFileName(zip)}" : text;
}
