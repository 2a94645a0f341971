using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Torch;

/// <summary>
/// Adam (Kingma and Ba 2015, algorithm 1) with L2 regularisation, as PyTorch computes it. TorchSharp's own lets numbers be
/// freed while libtorch reads them (<see cref="Numbers"/>), six for each parameter in each step.
/// </summary>
internal sealed class Adam(IEnumerable<Parameter> parameters, double weightDecay) : IDisposable
{
    private const double Beta1 = 0.9,
        Beta2 = 0.999,
        Epsilon = 1e-8;

    private readonly State[] _states = [.. parameters.Select(p => new State(p))];
    private long _step;

    /// <summary>One step along the gradients; parameters without one stay.</summary>
    public void Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        _step++;
        using Scalar beta1 = Beta1.ToScalar(),
            rest1 = (1 - Beta1).ToScalar(),
            beta2 = Beta2.ToScalar(),
            rest2 = (1 - Beta2).ToScalar(),
            epsilon = Epsilon.ToScalar(),
            decay = weightDecay.ToScalar(),
            rootOfBias = Math.Sqrt(1 - Math.Pow(Beta2, _step)).ToScalar(),
            size = (-learningRate / (1 - Math.Pow(Beta1, _step))).ToScalar();
        foreach (var (parameter, mean, square) in _states)
        {
            if (parameter.grad is not { } gradient)
                continue;
            if (weightDecay != 0)
                gradient = gradient.add(parameter, decay);
            mean.mul_(beta1).add_(gradient, rest1);
            square.mul_(beta2).addcmul_(gradient, gradient, rest2);
            parameter.addcdiv_(mean, square.sqrt().div_(rootOfBias).add_(epsilon), size);
        }
    }

    public void Save(BinaryWriter writer)
    {
        writer.Write(_step);
        foreach (var state in _states)
        {
            state.Mean.Save(writer);
            state.Square.Save(writer);
        }
    }

    public void Load(BinaryReader reader)
    {
        _step = reader.ReadInt64();
        foreach (var state in _states)
        {
            state.Mean.Load(reader);
            state.Square.Load(reader);
        }
    }

    public void Dispose()
    {
        foreach (var state in _states)
        {
            state.Mean.Dispose();
            state.Square.Dispose();
        }
    }

    /// <summary>A parameter with the moving averages of its gradient and of that squared.</summary>
    private sealed record State(Parameter Parameter, Tensor Mean, Tensor Square)
    {
        public State(Parameter parameter)
            : this(parameter, zeros_like(parameter).DetachFromDisposeScope(), zeros_like(parameter).DetachFromDisposeScope()) { }
    }
}
