using System.Diagnostics;
using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training;

/// <summary>
/// Step after step until the budget is spent, with checkpoints between them. What a step's loss is, when a network is validated and
/// which one is kept, each training says.
/// </summary>
/// <param name="options">How to train.</param>
/// <param name="trained">The network.</param>
internal abstract class TrainingLoop<TNetwork, TState>(TrainingOptions options, NetworkInTraining<TNetwork> trained)
    where TNetwork : nn.Module, ITrainable
    where TState : TrainingState, new()
{
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _before; // spent before a resume

    protected TState State { get; set; } = new();

    /// <summary>The best network so far, as ONNX; empty where none is kept.</summary>
    protected byte[] Best { get; set; } = [];

    protected TNetwork Network => trained.Network;

    /// <summary>What is validated and returned.</summary>
    protected TNetwork Average => trained.Average;

    protected ulong? InitialWeightsHash => trained.InitialWeightsHash;

    /// <summary>Time spent training, including before a resume.</summary>
    protected TimeSpan Elapsed => _before + _clock.Elapsed;

    /// <summary>Share of the budget that was spent when the last step ended.</summary>
    protected double Spent => Math.Max(SpentSteps, State.Elapsed.TotalMinutes / options.Minutes ?? 0);

    /// <summary>Share of the budget of steps that was spent when the last one ended.</summary>
    protected abstract double SpentSteps { get; }

    protected abstract bool IsDone { get; }

    /// <summary>What messages call the network.</summary>
    protected abstract string Learner { get; }

    /// <summary>What must be equal for a checkpoint to be this training's.</summary>
    protected abstract string Identity();

    /// <summary>The network that would be returned now, as ONNX.</summary>
    protected abstract byte[] Onnx();

    /// <summary>A step, and its validation where one is due.</summary>
    protected abstract void Advance(IProgress<TrainingProgress>? progress);

    /// <summary>The loss of a step's batch; intermediate tensors are the caller's.</summary>
    protected abstract Tensor Loss(long step);

    /// <summary>Settles a step's gradients, given its loss; false where the step is to be left out.</summary>
    protected virtual bool Admits(float loss, long step) => float.IsFinite(loss) ? true : throw Diverged(loss, step);

    protected PostFocusException Diverged(float loss, long step) =>
        new($"The {Learner}'s loss became {loss} at step {step}; a lower learning rate may help.");

    protected void Train(IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
    {
        _ = Onnx(); // a network that cannot be written fails now, not after hours of training
        var checkpoint = new TrainingCheckpoint<TState>(Identity(), Network, Average, trained.Optimizer);
        if (options.Resume && File.Exists(options.CheckpointPath))
        {
            (State, Best) = checkpoint.Load(options.CheckpointPath);
            _before = State.Elapsed;
        }
        for (var saved = State.Elapsed; !IsDone; )
        {
            if (cancellationToken.IsCancellationRequested)
            {
                Save();
                cancellationToken.ThrowIfCancellationRequested();
            }
            Advance(progress);
            if ((State.Elapsed - saved).TotalMinutes >= options.CheckpointMinutes)
            {
                Save();
                saved = State.Elapsed;
            }
        }
        Save();

        void Save()
        {
            if (options.CheckpointPath is { } path)
                checkpoint.Save(path, State, Best);
        }
    }

    /// <summary>Moves the weights along the gradient of a batch, and tells its loss.</summary>
    protected double Step(long step)
    {
        using var scope = NewDisposeScope();
        Network.train();
        Network.zero_grad();
        var loss = Loss(step);
        loss.backward();
        var value = loss.item<float>(); // not before: a GPU would wait for the gradients to be asked for
        if (Admits(value, step))
            trained.Step(LearningRate, step);
        return value;
    }

    /// <summary>Falling to zero along a half cosine, or constant.</summary>
    private double LearningRate => options.LearningRate * (options.CosineDecay ? (1 + Math.Cos(Math.PI * Math.Min(1, Spent))) / 2 : 1);
}
