using System.CommandLine;
using Microsoft.ML;
using PostFocus.Cli.Output;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Train;

/// <summary>What all trainings ask for.</summary>
/// <param name="manifests">Description of --data.</param>
/// <param name="seeds">Description of --seed; null where nothing is drawn.</param>
internal sealed class TrainingArguments(string manifests, string? seeds = "Seed of weights, order and augmentation.")
{
    private readonly Option<string> _device = Devices.Option();

    public TrainingData Data { get; } = new(manifests);

    public Option<string> Out { get; } =
        new("--out")
        {
            HelpName = "ZIP",
            Description = "Model zip to write.",
            Required = true,
        };

    public Option<ulong> Seed { get; } =
        new("--seed")
        {
            HelpName = "N",
            Description = seeds,
            DefaultValueFactory = _ => Devices.Seed,
        };

    public void AddTo(Command command)
    {
        Data.AddTo(command);
        command.Add(Out);
        if (seeds is not null)
            command.Add(Seed);
        command.Add(_device);
    }

    /// <summary>Before hours of training, not after.</summary>
    public void CheckOut(ParseResult parsed) => OutFile.CheckModel(parsed.GetRequiredValue(Out), Data.Folders(parsed));

    public int Save(MLContext context, ITransformer model, DataViewSchema schema, ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(Out);
        FileSafety.WriteWhole(path, temporary => context.Model.Save(model, schema, temporary));
        parsed.InvocationConfiguration.Output.WriteLine($"{path}: {new FileInfo(path).Length / 1e6:F1} MB");
        return ExitCodes.Success;
    }

    public MLContext Context(ParseResult parsed, CancellationToken cancellation) =>
        Devices.Context(parsed.GetRequiredValue(_device), parsed.InvocationConfiguration.Output, cancellation);
}
