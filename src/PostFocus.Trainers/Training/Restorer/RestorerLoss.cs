using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Torch;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>
/// How far a network's output is from the target, in the noisy states x_t = alpha x0 + sigma noise of x0 at given times.
/// The target is what <see cref="Prediction"/> says. Where the network tells the variance of steps too, that is learnt by a
/// bound of the likelihood besides (Nichol and Dhariwal 2021, section 3.1, L_hybrid).
/// </summary>
internal sealed class RestorerLoss(RestorerTrainingOptions options, double scale, Device device)
{
    private const double CharbonnierEpsilon = 1e-3;
    private const double BoundWeight = 1e-3; // λ

    private readonly VariationalBound? _bound = options.Network.TellsVariance ? new(options.Schedule) : null;
    private readonly StateInputs _inputs = new(options.Prediction, scale);

    public Tensor Of(RestorerNetwork network, RestorerBatch batch)
    {
        if (!options.Prediction.IsDiffusion())
            return Distance(network.forward(batch.Blurred), batch.X0);
        var (schedule, times) = (options.Schedule, batch.Times);
        var state = Mix(t => (schedule.Alpha(t), schedule.Sigma(t)));
        var output = _inputs.Evaluate(network, batch.Blurred, state, tensor(times, device: device));
        var estimate = output.narrow(1, 0, 1);
        var loss = Distance(estimate, Mix(t => options.Prediction.TargetWeights(schedule, t)));
        return _bound is null ? loss : loss + _bound.Of(estimate, batch.Noise, output.narrow(1, 1, 1), times).Times(BoundWeight);

        Tensor Mix(Func<double, (double Image, double Noise)> weights)
        {
            var shares = times.Select(t => weights(t)).ToArray();
            return Column(shares.Select(s => (float)s.Image)) * batch.X0 + Column(shares.Select(s => (float)s.Noise)) * batch.Noise;
        }

        Tensor Column(IEnumerable<float> values) => tensor([.. values], device: device).view(-1, 1, 1, 1);
    }

    private Tensor Distance(Tensor estimate, Tensor target) =>
        options.Loss switch
        {
            RestorationLoss.Charbonnier => (estimate - target).Square().Plus(CharbonnierEpsilon * CharbonnierEpsilon).sqrt().mean(),
            _ => nn.functional.mse_loss(estimate, target),
        };
}
