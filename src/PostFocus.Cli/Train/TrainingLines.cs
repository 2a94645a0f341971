using System.Globalization;
using PostFocus.Trainers.Training;

namespace PostFocus.Cli.Train;

/// <summary>A line after every validation, every half minute in between, and at the end about the network that is kept.</summary>
internal sealed class TrainingLines(TextWriter output) : IProgress<TrainingProgress>
{
    private TimeSpan _last;

    public void Report(TrainingProgress value)
    {
        var validated = value.ValidationLoss is not null;
        if (!validated && !value.IsOfResult && value.Elapsed - _last < TimeSpan.FromSeconds(30))
            return;
        _last = value.Elapsed;
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"{(value.IsOfResult ? "kept: " : "")}{value.Elapsed:hh\\:mm\\:ss} epoch {value.Epoch} step {value.Step} loss {value.Loss:F4}"
        );
        if (validated)
            line += string.Create(CultureInfo.InvariantCulture, $", validation loss {value.ValidationLoss:F4}");
        if (value.ValidationAccuracy is { } accuracy)
            line += string.Create(CultureInfo.InvariantCulture, $", accuracy {accuracy:F4}");
        if (value.ValidationDefocusError is { } error)
            line += string.Create(CultureInfo.InvariantCulture, $", defocus error {error:F2} µm");
        if (value.ValidationPsnr is { } psnr)
            line += string.Create(CultureInfo.InvariantCulture, $", PSNR of one step {psnr:F2} dB");
        if (value.ValidationContrast is { } contrast)
            line += string.Create(CultureInfo.InvariantCulture, $", contrast {contrast:F2} of the truth's");
        if (value.ValidationOverlap is { } overlap)
            line += string.Create(CultureInfo.InvariantCulture, $", overlap with true cells {overlap:F3}");
        output.WriteLine(line);
        output.Flush();
    }
}
