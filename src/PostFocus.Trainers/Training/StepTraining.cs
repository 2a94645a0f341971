using PostFocus.Trainers.Networks;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>A training whose budget is steps, with a validation every so many of them.</summary>
/// <param name="options">How to train.</param>
/// <param name="trained">The network.</param>
/// <param name="count">Frames, or pairs, to train on.</param>
/// <param name="validation">What the training is watched by.</param>
internal abstract class StepTraining<TNetwork>(
    StepTrainingOptions options,
    NetworkInTraining<TNetwork> trained,
    int count,
    IValidation<TNetwork> validation
) : TrainingLoop<TNetwork, StepTrainingState>(options, trained)
    where TNetwork : nn.Module, ITrainable
{
    protected sealed override double SpentSteps => (double)State.Step / options.Steps ?? 0;

    protected sealed override bool IsDone => Spent >= 1 || State.SinceBest >= options.Patience;

    /// <summary>The validation of the network that is returned; null without validation.</summary>
    protected TrainingProgress? Kept => State.Best ?? (State.History is [.., var last] ? last : null);

    protected sealed override void Advance(IProgress<TrainingProgress>? progress)
    {
        var loss = Step(State.Step);
        var step = State.Step + 1;
        State = State with { Step = step, Elapsed = Elapsed };
        var report = new TrainingProgress
        {
            Epoch = (int)(step * options.BatchSize / count),
            Step = step,
            Elapsed = State.Elapsed,
            Loss = loss,
        };
        if (!validation.IsEmpty && (Spent >= 1 || step % options.ValidationSteps == 0))
        {
            report = validation.Measure(Average, report);
            State = State with { Elapsed = Elapsed, History = [.. State.History, report] };
            if (options.Patience is not null)
                Compare(report);
        }
        progress?.Report(report);
    }

    private void Compare(TrainingProgress report)
    {
        if (State.Best is { } best && !(report.ValidationLoss < best.ValidationLoss))
            State = State with { SinceBest = State.SinceBest + 1 };
        else
            (Best, State) = (Onnx(), State with { Best = report, SinceBest = 0 });
    }
}
