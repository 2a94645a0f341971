using System.CommandLine;
using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Cli.Run;

/// <summary>The options that say how a run restores: alike where it is begun, and where it is planned for several processes.</summary>
internal sealed class RunArguments
{
    private static readonly ConditionalRestoreEstimator.Options s_defaults = new();

    private readonly Option<string?> _model = new("--model")
    {
        HelpName = "ZIP",
        Description = "Classifier and restorer, and where there is one a gate, in one model zip. Default: the pretrained one.",
    };
    private readonly RestoringArguments _restoring = new(
        "Samples averaged per frame, 1 to 100; of a regression, as the shipped model is, its eight orientations at most."
    );
    private readonly Setting<string?> _sampler = new("--sampler", nameof(ConditionalRestoreEstimator.Options.Sampler))
    {
        Description = "How samples are drawn. Default: as the model was meant, ddim or bridge.",
    };
    private readonly Option<ulong> _seed = new("--seed")
    {
        HelpName = "N",
        Description = "Seed of the noise.",
        DefaultValueFactory = _ => Devices.Seed,
    };
    private readonly Option<string> _device = Devices.Option();
    private readonly Option<double?> _cameraOffset = CameraOffset.Option();
    private readonly Option<bool> _date = new("--date")
    {
        Description = "Note the day of the run in restored files. Their bytes then differ from day to day.",
    };
    private readonly Option<bool> _acceptAll = new("--accept-all")
    {
        Description =
            "Take all restored frames, also those that the model's gate rejects. Without a gate in the model all are taken anyway.",
    };
    private readonly Option<bool> _parquet = ParquetOption.Create();
    private readonly CellsArguments _cells = new();
    private readonly YieldArguments _rule = new();
    private readonly SequenceArguments _sequences = new();
    private readonly Command _options = new("options");

    public RunArguments()
    {
        _sampler.AcceptOnlyFromAmong(EnumNames.Of<Sampler>());
        _options.Add(_model);
        _restoring.AddTo(_options);
        foreach (var option in new Option[] { _sampler, _seed, _device, _cameraOffset, _date, _acceptAll, _parquet })
            _options.Add(option);
        _cells.AddTo(_options);
        _rule.AddTo(_options);
        _sequences.AddTo(_options);
    }

    public void AddTo(Command command)
    {
        foreach (var option in _options.Options)
            command.Add(option);
    }

    /// <summary>The options that were given, as they would be given again from any folder.</summary>
    public IReadOnlyList<string> Given(ParseResult parsed) =>
        [
            .. _options
                .Options.Select(option => parsed.GetResult(option))
                .Where(result => result is { Implicit: false })
                .SelectMany(result =>
                {
                    var isFile = result!.Option == _model || result.Option == _cells.Segmenter;
                    return result.Tokens.Select(token => isFile ? Path.GetFullPath(token.Value) : token.Value).Prepend(result.Option.Name);
                }),
        ];

    /// <summary>What was asked for.</summary>
    /// <param name="parsed">The options.</param>
    /// <param name="input">What is restored.</param>
    /// <param name="outFolder">Gets the results.</param>
    /// <param name="again">Whether all is done again.</param>
    /// <param name="output">Is told on what device.</param>
    /// <param name="cancellation">Ends the work.</param>
    public RunRequest Read(
        ParseResult parsed,
        string input,
        string outFolder,
        bool again,
        TextWriter output,
        CancellationToken cancellation
    ) =>
        new(
            input,
            _sequences.Options(parsed),
            outFolder,
            Installation.Model(parsed.GetValue(_model)),
            Devices.Context(parsed.GetRequiredValue(_device), output, cancellation),
            _restoring.Read(parsed) with
            {
                Sampler = parsed.GetValue(_sampler) is { } name ? Enum.Parse<Sampler>(name, ignoreCase: true) : null,
                Seed = parsed.GetValue(_seed),
                // No more than keeps the cores busy: progress and cancellation wait for the frames ahead.
                LookAhead = Math.Min(s_defaults.LookAhead, Environment.ProcessorCount),
            },
            _rule.Read(parsed),
            _cells.Read(parsed),
            parsed.GetValue(_cameraOffset),
            parsed.GetValue(_date) ? DateTime.UtcNow : null,
            parsed.GetValue(_acceptAll),
            parsed.GetValue(_parquet),
            again
        );

    /// <summary>What a plan asks for.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="path">Of its file.</param>
    /// <param name="outFolder">Gets the results.</param>
    /// <param name="output">Is told on what device.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="FrameFormatException">Its options are none of a run.</exception>
    public static RunRequest Of(ShardPlan plan, string path, string outFolder, TextWriter output, CancellationToken cancellation)
    {
        var arguments = new RunArguments();
        var parsed = arguments._options.Parse(plan.Options);
        return parsed.Errors.Count == 0
            ? arguments.Read(parsed, plan.Input, outFolder, again: false, output, cancellation)
            : throw new FrameFormatException(
                path,
                null,
                $"its options are not those of a run ({parsed.Errors[0].Message}) Take the plan as 'postfocus plan' wrote it."
            );
    }
}
