using System.Globalization;
using Microsoft.ML.Runtime;

namespace PostFocus.Trainers.Training;

/// <summary>
/// Tells how a training goes: in the log of an MLContext a line after every validation, every half minute in between, and at the end
/// about the network that is kept; in its progress channel where it stands; a listener of one's own every report.
/// </summary>
internal sealed class TrainingLog : IProgress<TrainingProgress>, IDisposable
{
    /// <summary>What the source of its messages ends with.</summary>
    public const string Source = "PostFocus training";

    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(30);

    private readonly IChannel _log;
    private readonly IProgressChannel _progress;
    private readonly IProgress<TrainingProgress>? _listener;
    private TrainingProgress? _latest;
    private TimeSpan _told;

    public TrainingLog(IHostEnvironment environment, IProgress<TrainingProgress>? listener)
    {
        (_log, _progress, _listener) = (environment.Start(Source), environment.StartProgressChannel(Source), listener);
        _progress.SetHeader(
            new ProgressHeader(["loss", "validation loss"], ["steps", "epochs"]),
            entry =>
            {
                if (_latest is not { } latest)
                    return;
                entry.SetMetric(0, latest.Loss);
                entry.SetProgress(0, latest.Step);
                entry.SetProgress(1, latest.Epoch);
            }
        );
    }

    public void Report(TrainingProgress value)
    {
        _latest = value;
        _listener?.Report(value);
        var isValidated = value.ValidationLoss is not null;
        if (isValidated && !value.IsOfResult)
            _progress.Checkpoint(value.Loss, value.ValidationLoss, value.Step, value.Epoch);
        if (!isValidated && !value.IsOfResult && value.Elapsed - _told < s_pause)
            return;
        _told = value.Elapsed;
        Tell(value.ToString());
    }

    /// <summary>What the training is of.</summary>
    public void Begin(int training, int validation) =>
        Tell(string.Create(CultureInfo.InvariantCulture, $"training on {training} frames, validating on {validation}"));

    public void Warn(string line) => _log.Warning(MessageSensitivity.None, "{0}", line);

    private void Tell(string line) => _log.Info(MessageSensitivity.None, "{0}", line);

    public void Dispose()
    {
        _progress.Dispose();
        _log.Dispose();
    }
}
