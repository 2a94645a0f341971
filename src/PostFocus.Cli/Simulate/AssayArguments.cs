using System.CommandLine;
using PostFocus.Imaging;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Cli.Simulate;

/// <summary>What both kinds of data set have in common.</summary>
internal sealed class AssayArguments(AssayOptions defaults)
{
    private readonly Option<int> _wells = new Setting<int>("--wells", nameof(AssayOptions.Wells))
    {
        HelpName = "N",
        Description = "Number of wells, 1 to 1000000.",
        DefaultValueFactory = _ => defaults.Wells,
    };
    private readonly Option<int> _firstWell = new Setting<int>("--first-well", nameof(AssayOptions.FirstWell))
    {
        HelpName = "N",
        Description = "Index of the first well, 0 to 1000000; a well depends on seed and index only.",
        DefaultValueFactory = _ => defaults.FirstWell,
    };
    private readonly Option<long> _seed = new("--seed")
    {
        HelpName = "N",
        Description = "Seed of all randomness.",
        DefaultValueFactory = _ => defaults.Seed,
    };
    private readonly Option<int?> _size = new Setting<int?>("--size", nameof(AssayOptions.Size))
    {
        HelpName = "PIXELS",
        Description = "Height and width of a frame, 32 to 1024 pixels; a smaller frame shows less of the field. Default: the preset's.",
    };
    private readonly Option<double[]> _planes = new Setting<double[]>("--planes", nameof(AssayOptions.PlanesMicrons))
    {
        HelpName = "UM",
        Description = "Planes out of focus, -100 to 100 µm from best focus.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. defaults.PlanesMicrons],
    };
    private readonly Option<string> _preset = Choice(
        "--preset",
        "Microscope and what lies under it: nanowells drawn for pixels of 0.65 µm (20x, 10x, 40x-brightfield), nanowells as the TIMING assay records them (timing; timing-deep with walls as matter, which takes some ten times as long), large adherent cells (40x-adherent), cells in a dish in phase contrast or differential interference contrast of many microscopes (20x-phase, 10x-phase, 20x-dic).",
        AssayPreset.All.Select(p => p.Name),
        AssayPreset.PhaseContrast20x.Name
    );
    private readonly Option<double?> _pixel = new Setting<double?>("--pixel", nameof(AssayOptions.PixelSize))
    {
        HelpName = "UM",
        Description = "Camera pixel in the sample, 0.1 to 2 µm. Default: the preset's.",
    };
    private readonly Option<string[]> _cells = Choices(
        "--cells",
        "Kinds of cells, with equal chances. Default: the preset's.",
        EnumNames.Of<CellKind>()
    );
    private readonly Option<int[]> _count = new Setting<int[]>(
        "--cells-per-well",
        nameof(NanowellOptions.MinCells),
        nameof(NanowellOptions.MaxCells)
    )
    {
        HelpName = "N",
        Description = "Least and greatest number of cells in a well, 0 to 20; 0 0 for empty wells. Default: the preset's.",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<int> _bits = new Setting<int>("--bits", nameof(CameraOptions.Bits))
    {
        HelpName = "N",
        Description = "Bits of the camera, 8 to 16.",
        DefaultValueFactory = _ => defaults.Camera.Bits,
    };
    private readonly Option<double?> _electrons = new Setting<double?>("--electrons", nameof(CameraOptions.FullScaleElectrons))
    {
        HelpName = "N",
        Description = "Electrons that make the camera's full scale, 100 to 1000000; fewer is noisier. Default: the preset's.",
    };
    private readonly Option<string> _layout = Choice(
        "--layout",
        "How the files are laid out: folders (one a well) or timing (B1/images/crops_8bit_s/imgNo1CH0/imgNo1CH0_t1.tif, with --bits 8).",
        EnumNames.Of<DataSetLayout>(),
        "folders"
    );
    private readonly Option<string> _format = Choice(
        "--format",
        "Files of the recorded frames: tiff, or png, which ML.NET's LoadImages reads (with --bits 8: of more it keeps the upper 8).",
        EnumNames.Of<DataSetFormat>(),
        "tiff"
    );
    private readonly Option<double> _jitter = new Setting<double>("--plane-jitter", nameof(AssayOptions.PlaneJitterMicrons))
    {
        HelpName = "UM",
        Description = "By how much a plane is missed at most, 0 to 50 µm.",
        DefaultValueFactory = _ => defaults.PlaneJitterMicrons,
    };

    public Option<string> Out { get; } =
        new("--out")
        {
            HelpName = "DIR",
            Description = "Folder for the data set; new or empty.",
            Required = true,
        };

    public void AddTo(Command command)
    {
        foreach (
            var option in new Option[]
            {
                Out,
                _wells,
                _firstWell,
                _seed,
                _preset,
                _pixel,
                _size,
                _cells,
                _count,
                _planes,
                _jitter,
                _bits,
                _electrons,
                _layout,
                _format,
            }
        )
            command.Add(option);
    }

    /// <exception cref="PostFocusException">The layout does not go with it.</exception>
    public DataSetFormat Format(ParseResult parsed)
    {
        var format = Enum.Parse<DataSetFormat>(parsed.GetRequiredValue(_format), ignoreCase: true);
        return format == DataSetFormat.Tiff || Layout(parsed) != DataSetLayout.Timing
            ? format
            : throw new PostFocusException(
                $"{_format.Name} png does not go with {_layout.Name} timing: the frames of a TIMING assay are TIFF files."
            );
    }

    /// <exception cref="PostFocusException">The layout does not go with the camera.</exception>
    public DataSetLayout Layout(ParseResult parsed)
    {
        var layout = Enum.Parse<DataSetLayout>(parsed.GetRequiredValue(_layout), ignoreCase: true);
        return layout != DataSetLayout.Timing || parsed.GetValue(_bits) == 8
            ? layout
            : throw new PostFocusException($"{_layout.Name} timing goes with {_bits.Name} 8: the frames of a TIMING assay have 8 bits.");
    }

    public AssayOptions Read(ParseResult parsed, AssayOptions options)
    {
        var preset = parsed.GetRequiredValue(_preset);
        options = AssayPreset.All.Single(p => p.Name == preset).Apply(options);
        CellKind[] cells = parsed.GetValue(_cells) is { Length: > 0 } names
            ? [.. names.Select(n => Enum.Parse<CellKind>(n, ignoreCase: true))]
            : [.. options.Nanowell.CellKinds];
        var count = parsed.GetValue(_count) is { Length: 2 } given ? given : [options.Nanowell.MinCells, options.Nanowell.MaxCells];
        return options.WithCells(cells) with
        {
            PixelSize = parsed.GetValue(_pixel) ?? options.PixelSize,
            Nanowell = options.Nanowell with { CellKinds = cells, MinCells = count[0], MaxCells = count[1] },
            Camera = options.Camera with
            {
                Bits = parsed.GetValue(_bits),
                FullScaleElectrons = parsed.GetValue(_electrons) ?? options.Camera.FullScaleElectrons,
            },
            Wells = parsed.GetValue(_wells),
            FirstWell = parsed.GetValue(_firstWell),
            Seed = parsed.GetValue(_seed),
            Size = parsed.GetValue(_size) ?? options.Size,
            PlanesMicrons = parsed.GetRequiredValue(_planes),
            PlaneJitterMicrons = parsed.GetValue(_jitter),
        };
    }

    private static Option<string> Choice(string name, string description, IEnumerable<string> values, string preset)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => preset };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }

    private static Option<string[]> Choices(string name, string description, IEnumerable<string> values)
    {
        var option = new Option<string[]>(name) { Description = description, AllowMultipleArgumentsPerToken = true };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }
}
