using System.CommandLine;
using System.CommandLine.Parsing;
using PostFocus.Imaging.Storage;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Cli.Train;

/// <summary>Which network of a restorer is trained, and what it learns.</summary>
internal sealed class RestorerMethod
{
    private const string Regression = "regression",
        Flow = "flow";

    /// <summary>The network whose size is given; all others have the size of their name.</summary>
    private const string Sized = "unet";

    private static readonly ConditionalUNetOptions s_unet = new();

    private static readonly Dictionary<string, Func<NoiseSchedule>> s_schedules = new(StringComparer.Ordinal)
    {
        ["cosine"] = () => NoiseSchedule.Cosine,
        ["linear"] = () => NoiseSchedule.Linear(),
        ["nichol-dhariwal"] = () => NoiseSchedule.NicholDhariwal(),
        ["karras"] = () => NoiseSchedule.Karras(),
        ["bridge"] = () => NoiseSchedule.Bridge(),
        [Flow] = () => NoiseSchedule.Flow(),
    };

    private readonly Option<string?> _network = new("--network")
    {
        Description =
            "unet has the sizes given; ddpm is the paper's diffusion, dmphn and uformer are its regressions. Those named compact are for CPUs. Default: that of --weights, where the zip tells it; else unet.",
    };
    private readonly Option<int?> _channels = new Setting<int?>("--channels", nameof(ConditionalUNetOptions.BaseChannels))
    {
        HelpName = "N",
        Description = FormattableString.Invariant(
            $"With --network unet: channels of the first level, 8 to 512. Default: {s_unet.BaseChannels}."
        ),
    };
    private readonly Option<int?> _patch = new Setting<int?>("--patch", nameof(ConditionalUNetOptions.PatchSize))
    {
        HelpName = "PIXELS",
        Description = FormattableString.Invariant(
            $"With --network unet: side of the patches that become channels, 1 to 4; 2 is faster than 1 at twice the channels. Default: {s_unet.PatchSize}."
        ),
    };
    private readonly Option<int[]> _levels = new Setting<int[]>("--multipliers", nameof(ConditionalUNetOptions.Multipliers))
    {
        HelpName = "N",
        Description =
            "With --network unet: channels of each of one to six levels as multiples of --channels, 1 to 16; each further level has half the resolution, the last one self-attention. Default: "
            + string.Join(' ', s_unet.Multipliers)
            + ".",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<int?> _blocks = new Setting<int?>("--blocks", nameof(ConditionalUNetOptions.ResidualBlocks))
    {
        HelpName = "N",
        Description = FormattableString.Invariant(
            $"With --network unet: residual blocks of each level, 1 to 8. Default: {s_unet.ResidualBlocks}."
        ),
    };
    private readonly Option<bool> _neighbours = new("--neighbours")
    {
        Description = "With --network unet, for videos: look at the nearest frames in focus before and after, too.",
    };
    private readonly Option<double?> _wrong = new Setting<double?>("--wrong-neighbours", nameof(RestorerTrainingOptions.WrongNeighbours))
    {
        HelpName = "SHARE",
        Description = FormattableString.Invariant(
            $"With --neighbours: share of them, 0 to 1, in whose place another pair's truth is shown, so that the network learns to tell. Default: {new RestorerTrainingOptions().WrongNeighbours}."
        ),
    };
    private readonly Option<string?> _prediction = new Setting<string?>(
        "--prediction",
        nameof(RestorerTrainingOptions.Prediction),
        "prediction"
    )
    {
        Description = "What the network estimates. Default: residualx0 with --network unet; all others can do no other than the paper's.",
    };
    private readonly Option<string?> _schedule = new Setting<string?>("--schedule", nameof(RestorerTrainingOptions.Schedule))
    {
        Description = "Noise of the diffusion. Default: cosine; linear with ddpm; flow with --prediction flow.",
    };
    private readonly Option<string?> _loss = new Setting<string?>("--loss", nameof(RestorerTrainingOptions.Loss))
    {
        Description = "How errors are weighed. Default: meansquare for diffusions, charbonnier for regressions.",
    };
    private readonly Option<string?> _weights = new("--weights")
    {
        HelpName = "FILE",
        Description =
            "Start from the restorer of this model zip, or from this ONNX file, of the same network; a diffusion may start from a regression, and one with --neighbours from one without. With a zip and nothing said of network, prediction and schedule, the training goes on with the zip's, its pixel size, tiles and classifier.",
    };

    public void AddTo(Command command)
    {
        _network.AcceptOnlyFromAmong([.. RestorerNetworks.Names]);
        _prediction.AcceptOnlyFromAmong(EnumNames.Of<Prediction>());
        _schedule.AcceptOnlyFromAmong([.. s_schedules.Keys]);
        _loss.AcceptOnlyFromAmong(EnumNames.Of<RestorationLoss>());
        foreach (
            var option in new Option[]
            {
                _network,
                _channels,
                _patch,
                _levels,
                _blocks,
                _neighbours,
                _wrong,
                _prediction,
                _schedule,
                _loss,
                _weights,
            }
        )
            command.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>The zip whose restorer the training goes on with; null where another is asked for.</summary>
    public string? GoesOnWith(ParseResult parsed) =>
        parsed.GetValue(_weights) is { } path
        && ZipSignature.IsOf(path)
        && !new Option[] { _network, _channels, _patch, _levels, _blocks, _neighbours, _prediction, _schedule }.Any(o =>
            parsed.GetResult(o) is { Implicit: false }
        )
            ? path
            : null;

    /// <summary>The training of the method; all else is left at its default.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="model">The restorer that it goes on with (<see cref="GoesOnWith"/>); null for none.</param>
    public RestorerTrainingOptions Of(ParseResult parsed, RestorationModel? model)
    {
        var training = model is null ? Of(parsed, parsed.GetValue(_network) ?? Sized) : RestorerTrainer.GoingOn(model);
        return training with
        {
            Prediction = parsed.GetValue(_prediction) is { } prediction
                ? Enum.Parse<Prediction>(prediction, ignoreCase: true)
                : training.Prediction,
            Schedule =
                parsed.GetValue(_schedule) is { } schedule ? s_schedules[schedule]()
                : parsed.GetValue(_prediction) == Flow ? NoiseSchedule.Flow()
                : training.Schedule,
            Loss = parsed.GetValue(_loss) is { } loss ? Enum.Parse<RestorationLoss>(loss, ignoreCase: true) : training.Loss,
            InitialWeightsPath = parsed.GetValue(_weights),
            WrongNeighbours = parsed.GetValue(_wrong) ?? training.WrongNeighbours,
        };
    }

    private RestorerTrainingOptions Of(ParseResult parsed, string name)
    {
        var network = RestorerNetworks.ByName(name);
        if (name == Sized)
        {
            var levels = parsed.GetValue(_levels) is { Length: > 0 } given ? given : s_unet.Multipliers;
            network = s_unet with
            {
                BaseChannels = parsed.GetValue(_channels) ?? s_unet.BaseChannels,
                PatchSize = parsed.GetValue(_patch) ?? s_unet.PatchSize,
                Multipliers = levels,
                AttentionLevels = [levels.Count - 1],
                ResidualBlocks = parsed.GetValue(_blocks) ?? s_unet.ResidualBlocks,
                Neighbours = parsed.GetValue(_neighbours),
            };
        }
        return (parsed.GetValue(_prediction) ?? UsualPrediction(name)) switch
        {
            Regression => RestorerTrainingOptions.Regression(network),
            _ when name != Sized => RestorerTrainingOptions.Paper with { Network = network },
            _ => new() { Network = network },
        };
    }

    private void Check(CommandResult command)
    {
        // Where a name is not among those known, that is the error to tell.
        var network = command.GetValue(_network) ?? Sized; // defaults are set after this
        if (
            !RestorerNetworks.Names.Contains(network)
            || command.GetValue(_prediction) is { } asked && !EnumNames.Of<Prediction>().Contains(asked)
        )
            return;
        var prediction = command.GetValue(_prediction) ?? UsualPrediction(network);
        if (network != Sized && new Option[] { _channels, _patch, _levels, _blocks, _neighbours }.FirstOrDefault(IsGiven) is { } idle)
            command.AddError($"{idle.Name} goes with --network {Sized}; {network} has the size of its name.");
        if (IsGiven(_wrong) && !command.GetValue(_neighbours) && !IsGiven(_weights))
            command.AddError($"{_wrong.Name} goes with {_neighbours.Name}.");
        if (network != Sized && prediction != UsualPrediction(network))
            command.AddError($"--prediction {prediction} goes with --network {Sized}; {network} learns {UsualPrediction(network)}.");
        if (prediction == Regression && IsGiven(_schedule))
            command.AddError($"--schedule is for diffusions, and {network} is trained as a regression.");

        bool IsGiven(Option option) => command.GetResult(option) is { Implicit: false };
    }

    private static string UsualPrediction(string network) =>
        network == Sized ? "residualx0"
        : RestorerNetworks.ByName(network) is ConditionalUNetOptions ? "epsilon"
        : Regression;
}
