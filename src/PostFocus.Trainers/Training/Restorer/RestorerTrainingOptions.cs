using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.UNets;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>How a restorer is trained.</summary>
public sealed record RestorerTrainingOptions : StepTrainingOptions
{
    /// <summary>The defaults.</summary>
    public RestorerTrainingOptions() => (Steps, BatchSize, LearningRate, CosineDecay, AverageDecay) = (20_000, 16, 2e-4, true, 0.999);

    /// <summary>A regression as in the paper: Charbonnier loss, learning rate 1e-4, and what is the default for diffusions too.</summary>
    /// <param name="network">The network.</param>
    public static RestorerTrainingOptions Regression(RestorerNetworkOptions network) =>
        new()
        {
            Network = network,
            Prediction = Prediction.Regression,
            Loss = RestorationLoss.Charbonnier,
            LearningRate = 1e-4,
        };

    /// <summary>
    /// The paper's diffusion (Wu et al. 2024, section 2.4): the noise and the variance of steps are learnt on a linear schedule
    /// of 1000 steps, by a network of 23.0 M parameters, with Adam at a constant rate of 1e-4 and a weight decay of 1e-5, from a
    /// quarter of identity pairs. Budget, batch, crops and tiles are the defaults. Restore with
    /// <see cref="Sampler.Ddpm"/> in 1000 steps, as in the paper, or in fewer.
    /// </summary>
    /// <remarks>
    /// It asks for a large budget. What is left of the image at t = 1 is a share alpha of 3e-6, by which errors of the noise are
    /// divided: after twenty minutes of training on a CPU, with a small network, samples that started from pure noise had
    /// drifted in brightness, and were worse than the frames to restore, where <see cref="Prediction.ResidualX0"/> was not.
    /// </remarks>
    public static RestorerTrainingOptions Paper { get; } =
        new()
        {
            Network = ConditionalUNetOptions.Paper,
            Prediction = Prediction.Epsilon,
            Schedule = NoiseSchedule.Linear(),
            PureNoiseFraction = 0,
            LearningRate = 1e-4,
            CosineDecay = false,
            WeightDecay = 1e-5,
            IdentityFraction = 0.25,
            ValidationSamplingSteps = 50,
        };

    /// <summary>The network. Default: the U-Net of a diffusion.</summary>
    public RestorerNetworkOptions Network { get; init; } = new ConditionalUNetOptions();

    /// <summary>How errors are weighed. Default: by their square.</summary>
    public RestorationLoss Loss { get; init; } = RestorationLoss.MeanSquare;

    /// <summary>What the network learns to estimate, and which image is diffused, if any. Default: x0 of the residual.</summary>
    public Prediction Prediction { get; init; } = Prediction.ResidualX0;

    /// <summary>
    /// The noise, or <see cref="NoiseSchedule.Bridge"/> for a diffusion that starts from the blurred frame. Default
    /// <see cref="NoiseSchedule.Cosine"/>. The paper's: <see cref="Paper"/>.
    /// </summary>
    public NoiseSchedule Schedule { get; init; } = NoiseSchedule.Cosine;

    /// <summary>
    /// Height and width in pixels of the random crops trained on, 8 to 1024; a multiple of what the network asks for. Default 64.
    /// </summary>
    public int CropSize
    {
        get;
        init => field = Require.Range(value, 8, 1024);
    } = 64;

    /// <summary>Largest norm of the gradient, 1e-3 to 1e6; larger ones are scaled down to it. Default 1.</summary>
    public double GradientNorm
    {
        get;
        init => field = Require.Range(value, 1e-3, 1e6);
    } = 1;

    /// <summary>
    /// Share of the pairs trained on that are identity pairs, input and truth the same in-focus frame, 0 to 1, so that the
    /// network learns to leave sharp frames alone. It is the total: rows that are their own truth, pixel for pixel, are
    /// not drawn besides. With 0 they are, as often as other rows; set 0 too where in-focus inputs have a truth of their
    /// own, as simulated ones do. Default 0.25, as in the paper.
    /// </summary>
    public double IdentityFraction
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.25;

    /// <summary>
    /// Share of pairs trained at pure noise (time 1), 0 to 1, where a network that predicts x0 is a plain regression and
    /// one that predicts noise learns nothing; the others' times are uniform in [0, 1], or among the schedule's steps where
    /// the network learns their variance. Default 0.25.
    /// </summary>
    public double PureNoiseFraction
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.25;

    /// <summary>Largest number of validation pairs used, 1 to 100,000; the first ones. Default 64.</summary>
    public int ValidationPairs
    {
        get;
        init => field = Require.Range(value, 1, 100_000);
    } = 64;

    /// <summary>
    /// DDIM steps (over a bridge, its own) by which validation frames are restored to measure them, 1 to 1000. One is
    /// enough to predict x0 or v; to predict noise it says nothing. Default 1.
    /// </summary>
    public int ValidationSamplingSteps
    {
        get;
        init => field = Require.Range(value, 1, 1000);
    } = 1;

    /// <summary>
    /// Folder for a picture after each validation, <c>step-00000500.png</c>: a row for each of the first eight validation pairs,
    /// blurred, restored in <see cref="ValidationSamplingSteps"/>, truth, white and black being those of unit intensities. Null
    /// (default) for none.
    /// </summary>
    public string? PicturesFolder { get; init; }

    /// <summary>
    /// Share of the neighbours, 0 to 1, that a step hides from a network that looks at neighbours
    /// (<see cref="ConditionalUNetOptions.Neighbours"/>). Default 0.2.
    /// </summary>
    public double HiddenNeighbours
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.2;

    /// <summary>
    /// Share of the neighbours, 0 to 1, in whose place such a network is shown the truth of another pair. Default 0.1.
    /// </summary>
    public double WrongNeighbours
    {
        get;
        init => field = Require.Range(value, 0, 1);
    } = 0.1;

    /// <summary>A time to train at, from a number in [0, 1): where the variance of steps is learnt, one of the schedule's steps.</summary>
    internal double Time(double uniform) =>
        Network.TellsVariance && Schedule is BetaSchedule { Steps: var steps } ? (Math.Floor(uniform * steps) + 1) / steps : uniform;

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Network);
        Network.Validate();
        Require.That(Enum.IsDefined(Loss), Loss, $"{nameof(Loss)} {Loss} is not a loss.", nameof(Loss));
        ArgumentNullException.ThrowIfNull(Schedule);
        Require.That(
            Network.TakesState || !Prediction.IsDiffusion(),
            Prediction,
            $"{nameof(Prediction)} {Prediction} does not fit the network: {Network.GetType().Name} are for {nameof(Prediction.Regression)}.",
            nameof(Prediction)
        );
        Prediction.RequireFits(Schedule);
        const string learnsVariance = nameof(ConditionalUNetOptions.LearnsVariance);
        Require.That(
            !Network.TellsVariance || (Prediction == Prediction.Epsilon && Schedule is BetaSchedule { Steps: > 1 }),
            true,
            $"{learnsVariance} needs {nameof(Prediction)} {Prediction.Epsilon} and a {nameof(Schedule)} of two or more discrete steps, "
                + $"Linear or NicholDhariwal, but they are {Prediction} and {Schedule}.",
            learnsVariance
        );
        Require.That(
            HiddenNeighbours + WrongNeighbours <= 1,
            WrongNeighbours,
            $"{nameof(HiddenNeighbours)} and {nameof(WrongNeighbours)} must not sum to more than 1.",
            nameof(WrongNeighbours)
        );
        Validate(Network.Reduction, (CropSize, nameof(CropSize)), (TileSize, nameof(TileSize)));
    }
}
