using System.CommandLine;
using System.Globalization;
using PostFocus.Trainers.Training;

namespace PostFocus.Cli.Train;

/// <summary>What is asked for of a network's training, whatever it learns.</summary>
/// <param name="defaults">Of the training.</param>
/// <param name="goingOn">What is said of the batch where a training goes on from a zip.</param>
internal sealed class LoopArguments(TrainingOptions defaults, string goingOn = "")
{
    private readonly Option<double?> _minutes = new Setting<double?>("--minutes", nameof(TrainingOptions.Minutes))
    {
        HelpName = "MINUTES",
        Description = "Minutes to train, 0.01 to 1000000; what ends first counts, and a classifier's last epoch is finished.",
    };
    private readonly Option<int?> _batch = new Setting<int?>("--batch", nameof(TrainingOptions.BatchSize))
    {
        HelpName = "N",
        Description = string.Create(
            CultureInfo.InvariantCulture,
            $"Frames or pairs of a step, 1 to 4096. Default: {defaults.BatchSize}{goingOn}."
        ),
    };
    private readonly Option<double> _average = new Setting<double>("--average", nameof(TrainingOptions.AverageDecay))
    {
        HelpName = "DECAY",
        Description = "Decay of the moving average of the weights, which is what is kept, up to 0.99999; 0 for none.",
        DefaultValueFactory = _ => defaults.AverageDecay,
    };
    private readonly Option<int?> _patience = new Setting<int?>("--patience", nameof(TrainingOptions.Patience))
    {
        HelpName = "N",
        Description =
            "Stop after so many validations, 1 to 100000, without a lower validation loss, and keep the network of the lowest. A classifier is validated after each epoch.",
    };
    private readonly Option<double?> _pixel = new Setting<double?>("--pixel", nameof(TrainingOptions.PixelMicrons))
    {
        HelpName = "MICRONS",
        Description =
            "Pixel size that frames of known, other pixel size are resampled to, here and when the model is used, 0.001 to 1000 µm.",
    };
    private readonly Option<bool> _bfloat16 = new("--bfloat16") { Description = "Compute in bfloat16: faster on CPUs with AVX512-BF16." };
    private readonly Option<string?> _checkpoint = new("--checkpoint")
    {
        HelpName = "FILE",
        Description = "File to resume from; written every few minutes and on cancellation.",
    };
    private readonly Option<int?> _threads = new Setting<int?>("--threads", nameof(TrainingOptions.Threads))
    {
        HelpName = "N",
        Description = "Threads of libtorch, 1 to 1024. Default: all cores.",
    };

    private readonly AcquisitionArguments _acquisition = new();

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _minutes, _batch, _average, _patience, _pixel, _bfloat16, _checkpoint, _threads })
            command.Add(option);
        _acquisition.AddTo(command);
    }

    /// <summary>A training with what was asked for.</summary>
    public T Read<T>(ParseResult parsed, T training)
        where T : TrainingOptions =>
        (T)(
            (TrainingOptions)training with
            {
                Minutes = parsed.GetValue(_minutes),
                BatchSize = parsed.GetValue(_batch) ?? training.BatchSize,
                AverageDecay = parsed.GetValue(_average),
                Patience = parsed.GetValue(_patience),
                PixelMicrons = parsed.GetValue(_pixel) ?? training.PixelMicrons,
                BFloat16 = parsed.GetValue(_bfloat16),
                CheckpointPath = parsed.GetValue(_checkpoint),
                Resume = parsed.GetValue(_checkpoint) is not null,
                Threads = parsed.GetValue(_threads),
                Acquisition = _acquisition.Read(parsed),
            }
        );
}
