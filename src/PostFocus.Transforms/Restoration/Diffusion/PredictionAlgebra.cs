namespace PostFocus.Transforms.Restoration.Diffusion;

/// <summary>What a network's output means at a time of a schedule: the same equations for training and for sampling.</summary>
internal static class PredictionAlgebra
{
    /// <summary>Whether the network is told the state of a diffusion.</summary>
    public static bool IsDiffusion(this Prediction prediction) => prediction != Prediction.Regression;

    /// <summary>Whether the residual is diffused or estimated, not the frame.</summary>
    public static bool IsOfResidual(this Prediction prediction) =>
        prediction is Prediction.ResidualX0 or Prediction.Regression or Prediction.Flow;

    /// <summary>Whether the network is told the image on its way in the frame's place.</summary>
    public static bool HidesFrame(this Prediction prediction) => prediction == Prediction.Flow;

    /// <summary>What to train for: Image·x0 + Noise·eps.</summary>
    public static (double Image, double Noise) TargetWeights(this Prediction prediction, NoiseSchedule schedule, double t) =>
        prediction switch
        {
            Prediction.V => (-schedule.Sigma(t), schedule.Alpha(t)),
            Prediction.Epsilon => (0, 1),
            Prediction.Flow => (1, -schedule.Sigma(1)),
            _ => (1, 0),
        };

    /// <summary>How the estimate of x0 follows: State·x_t + Output·output. The solution of output = target for x0.</summary>
    public static (double State, double Output) X0Weights(this Prediction prediction, NoiseSchedule schedule, double t)
    {
        (var image, var noise) = prediction.TargetWeights(schedule, t);
        if (noise == 0)
            return (0, 1 / image);
        var determinant = schedule.Alpha(t) * noise - schedule.Sigma(t) * image;
        return (noise / determinant, -schedule.Sigma(t) / determinant);
    }

    /// <summary>Throws unless the network can be trained and used with this schedule.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It cannot; names the prediction.</exception>
    public static void RequireFits(this Prediction prediction, NoiseSchedule schedule)
    {
        var problem =
            !Enum.IsDefined(prediction) ? "is not a prediction."
            : !prediction.IsDiffusion() && schedule is not CosineSchedule
                ? $"does not fit the schedule {schedule}: it is not a diffusion. Leave the schedule out."
            : prediction == Prediction.Flow != schedule is FlowSchedule
                ? $"does not fit the schedule {schedule}: {nameof(Prediction.Flow)} and {nameof(NoiseSchedule)}.{nameof(NoiseSchedule.Flow)} go together."
            : schedule is BridgeSchedule && !prediction.IsOfResidual()
                ? $"does not fit the schedule {schedule}: a bridge from the blurred frame needs {nameof(Prediction.ResidualX0)}."
            : prediction == Prediction.Epsilon && schedule.Alpha(1) == 0
                ? $"does not fit the schedule {schedule}, which leaves nothing of the image at t = 1: noise says nothing about the image there. "
                    + "Use the linear, Nichol and Dhariwal's or Karras's schedule."
            : null;
        if (problem is not null)
            throw new ArgumentOutOfRangeException(nameof(prediction), prediction, $"{nameof(Prediction)} {prediction} {problem}");
    }
}
