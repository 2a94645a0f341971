using System.CommandLine;
using System.Globalization;
using Microsoft.ML;
using PostFocus.Trainers;
using PostFocus.Trainers.Training.Segmenter;

namespace PostFocus.Cli.Train;

/// <summary><c>postfocus train segmenter --data MANIFEST… --out ZIP</c>.</summary>
internal static class SegmenterCommand
{
    public static Command Create()
    {
        var defaults = new SegmenterTrainingOptions();
        var loop = new LoopArguments(defaults);
        var common = new TrainingArguments(
            "Manifests (truth.csv) with mask_path for every frame, or folders that hold one. Their frames may differ in size.",
            "Seed of weights, order, crops and noise."
        );
        var network = new Option<string>("--network")
        {
            Description = "stardist-compact is for CPUs.",
            DefaultValueFactory = _ => SegmenterNetworks.Names[0],
        };
        network.AcceptOnlyFromAmong([.. SegmenterNetworks.Names]);
        var weights = new Option<string?>("--weights")
        {
            HelpName = "FILE",
            Description = "Start from the segmenter of this model zip, or from this ONNX file of the same network.",
        };
        var steps = new Setting<long>("--steps", nameof(SegmenterTrainingOptions.Steps))
        {
            HelpName = "N",
            Description = "Steps to train, 1 to 100000000.",
            DefaultValueFactory = _ => defaults.Steps!.Value,
        };
        var rate = new Setting<double>("--rate", nameof(SegmenterTrainingOptions.LearningRate))
        {
            HelpName = "RATE",
            Description = "Learning rate, 0.00000001 to 1, from which it falls along a half cosine.",
            DefaultValueFactory = _ => defaults.LearningRate,
        };
        var tile = new Setting<int>("--tile", nameof(SegmenterTrainingOptions.TileSize))
        {
            HelpName = "PIXELS",
            Description = "Side of the crops trained on and of the network's input, 8 to 1024.",
            DefaultValueFactory = _ => defaults.TileSize,
        };
        var validation = new Setting<double?>("--validation", nameof(SegmenterTrainer.Options.ValidationFraction))
        {
            HelpName = "SHARE",
            Description = "Share of wells held out to watch the training and to fit thresholds to, 0 to 0.9. Default: 0.1.",
        };
        var half = new Option<bool>("--half-weights") { Description = "Store weights in float16, at half the size." };
        var command = new Command("segmenter", "Trains the network that finds cells, from frames with a label image each.")
        {
            network,
            weights,
            steps,
            rate,
            tile,
            validation,
            half,
        };
        loop.AddTo(command);
        common.AddTo(command);
        command.SetWork(
            (parsed, cancellation) =>
            {
                var output = parsed.InvocationConfiguration.Output;
                var context = common.Context(parsed, cancellation);
                var trainer = context.FocusRestoration.Trainers.Segmenter(
                    new SegmenterTrainer.Options
                    {
                        ValidationFraction = parsed.GetValue(validation),
                        Training = loop.Read(parsed, defaults) with
                        {
                            Network = SegmenterNetworks.ByName(parsed.GetRequiredValue(network)),
                            InitialWeightsPath = parsed.GetValue(weights),
                            Steps = parsed.GetValue(steps),
                            LearningRate = parsed.GetValue(rate),
                            TileSize = parsed.GetValue(tile),
                            HalfWeights = parsed.GetValue(half),
                            Seed = parsed.GetValue(common.Seed),
                        },
                        Cancellation = cancellation,
                    }
                );
                common.CheckOut(parsed);
                var data = common.Data.LoadEach(context, parsed, cancellation, TrainingData.Mask);
                var trained = trainer.Fit(data);
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"least score {trained.Model.LeastScore:F2}, most overlap {trained.Model.MostOverlap:F2}"
                    )
                );
                return common.Save(context, trained, data[0].Schema, parsed);
            }
        );
        return command;
    }
}
