using System.CommandLine;
using Microsoft.ML;
using PostFocus.Benchmarks.Reporting;

namespace PostFocus.Benchmarks.Classification;

/// <summary><c>classification</c>: networks and baselines by the paper's protocol.</summary>
internal static class ClassificationBenchmark
{
    public static Command Create()
    {
        var data = new Option<string[]>("--data")
        {
            Description = "Folders with truth.csv, one for each kind of object. Names of wells must differ between them.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var origin = new Option<string?>("--origin")
        {
            Description = "How the data came about, for the report: the commands that made them.",
        };
        var sweep = new Option<string?>("--sweep")
        {
            Description = "Folder with truth.csv of other wells in many planes, for accuracy by distance from focus.",
        };
        var models = new Option<string>("--models")
        {
            Description = "Folder that keeps the trained models; a contestant that is in it is not trained again.",
            Required = true,
        };
        var results = new Option<string>("--results")
        {
            Description = "Folder that keeps what the models say of the test frames; of a contestant that is in it no models are needed.",
            Required = true,
        };
        var only = new Option<string[]>("--only")
        {
            Description = "Train and report these contestants only.",
            AllowMultipleArgumentsPerToken = true,
        };
        var trainOnly = new Option<bool>("--train-only")
        {
            Description = "Neither scores nor report: to train contestants in several processes.",
        };
        var full = new Option<bool>("--full-width") { Description = "Networks as published, at 224 pixels: for a GPU." };
        var epochs = new Option<int>("--epochs")
        {
            DefaultValueFactory = _ => 100,
            Description = "Passes over the training frames at most, the paper's.",
        };
        var batch = new Option<int>("--batch")
        {
            DefaultValueFactory = _ => 50,
            Description = "Frames of a step; the paper's number unless told otherwise. Small batches learn more in an epoch.",
        };
        var minutes = new Option<double?>("--minutes")
        {
            Description = "Minutes that each network has for a fold; what ends first counts.",
        };
        var pixel = new Option<double>("--pixel")
        {
            DefaultValueFactory = _ => 0.95,
            Description = "Pixel size that frames are brought to, µm.",
        };
        var bfloat16 = new Option<bool>("--bfloat16") { Description = "Train the networks in bfloat16: faster on CPUs with AVX512-BF16." };
        var threads = new Option<int?>("--threads") { Description = "Threads of libtorch." };
        var pictures = new Option<string?>("--pictures")
        {
            Description = "Folder for pictures: confusion matrices, reliability, accuracy by defocus.",
        };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("classification", "Finding out-of-focus frames: networks and baselines by the paper's protocol.")
        {
            data,
            origin,
            sweep,
            models,
            results,
            only,
            trainOnly,
            full,
            epochs,
            batch,
            minutes,
            pixel,
            bfloat16,
            threads,
            pictures,
            path,
        };
        command.SetAction(parsed =>
        {
            var machine = Machine.Describe();
            var effort = new Effort(
                parsed.GetValue(full),
                parsed.GetValue(epochs),
                parsed.GetValue(batch),
                parsed.GetValue(minutes),
                parsed.GetValue(pixel),
                parsed.GetValue(bfloat16),
                parsed.GetValue(threads)
            );
            var contestants = Choose(Contestants.All(effort), parsed.GetValue(only) ?? []);
            var context = new MLContext(seed: 1);
            var protocol = new Protocol(
                context,
                [.. parsed.GetRequiredValue(data).Select(BenchmarkInput.Manifest)],
                parsed.GetValue(sweep) is { } planes ? BenchmarkInput.Manifest(planes) : null
            );
            (var trained, var folder) = (parsed.GetRequiredValue(models), parsed.GetRequiredValue(results));
            foreach (var contestant in contestants.Where(c => Kept(c) is null && FittedFolds.Read(trained, c.Name) is null))
            {
                Console.Error.WriteLine($"training {contestant.Name}");
                var fitted = protocol.Train(contestant, trained);
                Console.Error.WriteLine(
                    $"{contestant.Name}: {fitted.Seconds.Sum():F0} s, accuracy on held-out folds {string.Join(", ", fitted.Accuracies.Select(a => $"{a:F4}"))}"
                );
            }
            if (parsed.GetValue(trainOnly))
                return;
            new ClassificationReport(context, protocol, parsed.GetValue(pictures))
                .Make(
                    [.. contestants.Select(c => (c, Kept(c) ?? Score(c)))],
                    effort,
                    parsed.GetRequiredValue(data),
                    parsed.GetValue(origin),
                    machine
                )
                .Publish(Console.Out, parsed.GetValue(path));

            ContestantResult? Kept(Contestant contestant) => ContestantResult.Read(folder, contestant.Name, protocol.Fingerprint);

            ContestantResult Score(Contestant contestant)
            {
                Console.Error.WriteLine($"scoring {contestant.Name}");
                var result = protocol.Score(contestant.Name, trained);
                result.Write(folder);
                return result;
            }
        });
        return command;
    }

    private static IReadOnlyList<Contestant> Choose(IReadOnlyList<Contestant> all, string[] names)
    {
        if (names.FirstOrDefault(name => all.All(c => c.Name != name)) is { } unknown)
            throw new ArgumentException($"There is no contestant '{unknown}'. There are {string.Join(", ", all.Select(c => c.Name))}.");
        return names.Length == 0 ? all : [.. all.Where(c => names.Contains(c.Name))];
    }
}
