using System.CommandLine;
using PostFocus.Trainers.Training;

namespace PostFocus.Cli.Train;

/// <summary>Noise and the like that the frames trained on get.</summary>
internal sealed class AcquisitionArguments
{
    private readonly Option<double[]> _noise = new Setting<double[]>(
        "--noise",
        nameof(AcquisitionOptions.LeastNoise),
        nameof(AcquisitionOptions.MostNoise)
    )
    {
        HelpName = "SHARE",
        Description =
            "Least and greatest standard deviation of the noise that is added to the frames trained on, as a share of the intensity range, 0 to 0.5, such as 0.001 0.08.",
        Arity = new ArgumentArity(2, 2),
        AllowMultipleArgumentsPerToken = true,
    };
    private readonly Option<double> _grain = new Setting<double>("--noise-grain", nameof(AcquisitionOptions.NoiseGrain))
    {
        HelpName = "PIXELS",
        Description =
            "Greatest standard deviation of a Gaussian that this noise is smoothed by, 0 to 4; half of the frames have white noise.",
    };
    private readonly Option<double> _smoothing = new Setting<double>("--smoothing", nameof(AcquisitionOptions.Smoothing))
    {
        HelpName = "PIXELS",
        Description = "Greatest standard deviation of a Gaussian that half of the frames trained on are smoothed by, 0 to 4.",
    };
    private readonly Option<double> _coarse = new Setting<double>("--coarse", nameof(AcquisitionOptions.CoarseShare))
    {
        HelpName = "SHARE",
        Description = "Share of the frames trained on, 0 to 1, that are rounded to 64 to 256 grey levels.",
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _noise, _grain, _smoothing, _coarse })
            command.Add(option);
    }

    public AcquisitionOptions Read(ParseResult parsed)
    {
        var (least, most) = parsed.GetValue(_noise) is [var first, var second] ? (first, second) : (0, 0);
        return new()
        {
            LeastNoise = least,
            MostNoise = most,
            NoiseGrain = parsed.GetValue(_grain),
            Smoothing = parsed.GetValue(_smoothing),
            CoarseShare = parsed.GetValue(_coarse),
        };
    }
}
