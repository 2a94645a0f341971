using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Registration;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Columns;

namespace PostFocus.Cli.Train;

/// <summary>The frames to train on: manifests, folders of pairs, or Z-stacks.</summary>
internal sealed class TrainingData(string manifests)
{
    // Columns of a manifest that are loaded only where every frame has them.
    public static readonly (string Column, string Field) OutOfFocus = (LoadedColumns.Label, "out_of_focus"),
        Reference = (LoadedColumns.Reference, "reference_path"),
        Defocus = (LoadedColumns.TrueDefocusMicrons, "defocus_um"),
        Mask = (LoadedColumns.Mask, "mask_path");

    private static readonly FramePairOptions s_defaults = new();

    private readonly Option<string[]> _data = new("--data")
    {
        HelpName = "PATH",
        Description = manifests,
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string[]> _pairs = new("--pairs")
    {
        HelpName = "DIR",
        Description =
            "Instead of --data: one or more folders of frames out of focus, and last the folder of the same frames in focus, under the same names.",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<string?> _stack = new("--stack")
    {
        HelpName = "PATH",
        Description = "Instead of --data: a multi-page file with focal planes, or a folder of such files.",
    };
    private readonly Option<int?> _inFocus = new Setting<int?>("--in-focus", "inFocusPlane")
    {
        HelpName = "N",
        Description = "With --stack: the plane in focus, from 0.",
    };
    private readonly Option<int[]> _offsets = new Setting<int[]>("--offsets", "offsets")
    {
        HelpName = "N",
        Description = "With --stack: the planes out of focus, counted from the one in focus, such as -10 10.",
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<int?> _channel = new Setting<int?>("--channel", nameof(SequenceOptions.Channel))
    {
        HelpName = "N",
        Description = "With --pairs and --stack: channel of multi-page files with several, from 0.",
    };
    private readonly Option<string?> _axes = new Setting<string?>("--axes", nameof(SequenceOptions.AxisOrder))
    {
        HelpName = "ORDER",
        Description =
            "With --pairs and --stack: what the pages of multi-page files are, instead of what their metadata say: Z, TZ5, TZ5C2, ...",
    };
    private readonly Option<double?> _pixel = new Setting<double?>("--frame-pixel", nameof(SequenceOptions.PixelMicrons))
    {
        HelpName = "MICRONS",
        Description = "With --pairs and --stack: pixel size of the frames, 0.001 to 1000 µm, where files do not say it or say it wrong.",
    };
    private readonly Option<string> _register = new("--register")
    {
        HelpName = "check|correct|skip",
        Description =
            "With --pairs and --stack: what is done about pairs that lie further apart than --max-shift: fail, shift and crop, or do not measure.",
        DefaultValueFactory = _ => "check",
    };
    private readonly Option<double> _maxShift = new Setting<double>("--max-shift", nameof(FramePairOptions.MaxShiftPixels))
    {
        HelpName = "PIXELS",
        Description = $"With --pairs and --stack: the largest shift that is left alone, 0 to {PhaseCorrelation.MostPixels}.",
        DefaultValueFactory = _ => s_defaults.MaxShiftPixels,
    };

    public void AddTo(Command command)
    {
        _register.AcceptOnlyFromAmong("check", "correct", "skip");
        foreach (var option in new Option[] { _data, _pairs, _stack, _inFocus, _offsets, _channel, _axes, _pixel, _register, _maxShift })
            command.Add(option);
        command.Validators.Add(Check);
    }

    /// <summary>Files and folders that are given, which are only read; a manifest stands for itself, not for its folder.</summary>
    public IEnumerable<string> Folders(ParseResult parsed) =>
        [
            .. (parsed.GetValue(_data) ?? []).Where(File.Exists),
            .. parsed.GetValue(_pairs) ?? [],
            .. new[] { parsed.GetValue(_stack) }.OfType<string>(),
        ];

    /// <param name="context">The context.</param>
    /// <param name="parsed">The command line.</param>
    /// <param name="cancellation">Stops the checking of pairs.</param>
    /// <param name="needed">Columns that the training needs, and the manifest's field that gives each.</param>
    public IDataView Load(
        MLContext context,
        ParseResult parsed,
        CancellationToken cancellation,
        params (string Column, string Field)[] needed
    )
    {
        if (parsed.GetValue(_data) is { Length: > 0 } paths)
            return Manifests(context, paths, needed);
        return Pairs(context, parsed, cancellation);
    }

    /// <summary>The same, each manifest by itself: so their frames may differ in size.</summary>
    public IReadOnlyList<IDataView> LoadEach(
        MLContext context,
        ParseResult parsed,
        CancellationToken cancellation,
        params (string Column, string Field)[] needed
    ) =>
        parsed.GetValue(_data) is { Length: > 0 } paths
            ? [.. paths.Select(path => Manifests(context, [path], needed))]
            : [Pairs(context, parsed, cancellation)];

    private IDataView Pairs(MLContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var options = new FramePairOptions
        {
            Registration = Enum.Parse<PairRegistration>(parsed.GetRequiredValue(_register), ignoreCase: true),
            MaxShiftPixels = parsed.GetValue(_maxShift),
            Sequences = new SequenceOptions
            {
                Channel = parsed.GetValue(_channel),
                AxisOrder = parsed.GetValue(_axes),
                PixelMicrons = parsed.GetValue(_pixel),
            },
        };
        var progress = new CheckedLines(output);
        var pairs = parsed.GetValue(_stack) is { } stack
            ? FramePairs.FromStacks(
                stack,
                parsed.GetValue(_inFocus)!.Value,
                parsed.GetRequiredValue(_offsets),
                options,
                progress,
                cancellation
            )
            : FramePairs.FromFolders(
                parsed.GetRequiredValue(_pairs)[..^1],
                parsed.GetRequiredValue(_pairs)[^1],
                options,
                progress,
                cancellation
            );
        output.WriteLine(pairs.Description);
        if (pairs.Pairs.Any(pair => pair.PixelMicrons is null))
            output.WriteLine(
                $"The pixel size is not known: the frames are taken as they are, whatever the network's. {_pixel.Name} tells it."
            );
        return context.Data.LoadPairs(pairs);
    }

    private static IDataView Manifests(MLContext context, string[] paths, (string Column, string Field)[] needed)
    {
        var data = context.Data.LoadFrames([.. paths.Select(DataSetPaths.Manifest)]);
        foreach ((var column, var field) in needed)
        {
            if (data.Schema.GetColumnOrNull(column) is null)
                throw new PostFocusException($"--data {string.Join(' ', paths)}: not every frame has {field}, which this training needs.");
        }
        return data;
    }

    private void Check(CommandResult command)
    {
        var stack = IsGiven(_stack);
        if (new Option[] { _data, _pairs, _stack }.Count(IsGiven) != 1)
            command.AddError("Give one of --data, --pairs and --stack.");
        else if (stack && !(IsGiven(_inFocus) && IsGiven(_offsets)))
            command.AddError(
                "--stack needs --in-focus and --offsets: the plane in focus, and how many planes from it those out of focus are."
            );
        else if (!stack && (IsGiven(_inFocus) || IsGiven(_offsets)))
            command.AddError("--in-focus and --offsets go with --stack.");
        else if (IsGiven(_data) && new Option[] { _channel, _axes, _pixel, _register, _maxShift }.FirstOrDefault(IsGiven) is { } idle)
            command.AddError($"{idle.Name} goes with --pairs and --stack.");
        else if (IsGiven(_pairs) && command.GetValue(_pairs) is { Length: < 2 })
            command.AddError("--pairs needs at least two folders: frames out of focus, and last those in focus.");

        bool IsGiven(Option option) => command.GetResult(option) is { Implicit: false };
    }

    private sealed class CheckedLines(TextWriter output) : IProgress<int>
    {
        private const int Every = 500;
        private readonly Lock _writing = new();

        public void Report(int value)
        {
            if (value % Every != 0)
                return;
            lock (_writing)
                output.WriteLine($"{value} pairs checked");
        }
    }
}
