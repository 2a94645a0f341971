using PostFocus.Imaging;
using PostFocus.Trainers.Data;
using PostFocus.Trainers.Domain;
using PostFocus.Transforms.Gate;

namespace PostFocus.Trainers.Gate;

/// <summary>The wells that a gate is fitted on, and those that set its threshold.</summary>
/// <param name="Fitting">Frames of the first.</param>
/// <param name="Judging">Frames of the others.</param>
internal sealed record GateWells(IReadOnlyList<GateExample> Fitting, IReadOnlyList<GateExample> Judging)
{
    /// <exception cref="PostFocusException">There are too few wells, or nothing to learn a difference from.</exception>
    public static GateWells Split(IReadOnlyCollection<GateExample> examples, RestorationGateTrainer.Options options)
    {
        var (fitting, judging) = GroupSplit.Split([.. examples.Select(e => (e, e.Well))], options.ThresholdFraction, options.UsedSeed);
        var wells = new GateWells(fitting, judging);
        wells.Check();
        return wells;
    }

    /// <summary>All but one in a hundred of the frames that were fitted on lie within it.</summary>
    public UsualEvidence Usual()
    {
        var distribution = DomainMixture.Fit([.. Fitting.Select(e => e.Evidence)], kinds: 1, seed: 1)[0];
        double[] distances = [.. Fitting.Select(e => distribution.Distance(e.Evidence)).Order()];
        return new(distribution, distances[(int)(0.99 * (distances.Length - 1))]);
    }

    /// <summary>What is known before the threshold is.</summary>
    public GateCalibration Calibration(RestorationGateTrainer.Options options) =>
        new()
        {
            AllowedWorse = options.AllowedWorse,
            Confidence = options.Confidence,
            FittingWells = Wells(Fitting),
            FittingFrames = Fitting.Count,
            FittingWorse = Fitting.Count(e => e.IsWorse),
            ThresholdWells = Wells(Judging),
            ThresholdFrames = Judging.Count,
            ThresholdWorse = Judging.Count(e => e.IsWorse),
            Samples = options.Restored?.Samples,
            Steps = options.Restored?.Steps,
            NeighbourDistance = options.Restored?.NeighbourDistance,
            NeighbourCorrelation = options.Restored?.NeighbourCorrelation,
            LeastPixelMicrons = Pixels().Select(p => (double?)p).Min(),
            MostPixelMicrons = Pixels().Select(p => (double?)p).Max(),
            Networks = options.Networks,
        };

    /// <summary>Pixel sizes; none where some are not known.</summary>
    private IEnumerable<float> Pixels()
    {
        float[] all = [.. Fitting.Concat(Judging).Select(e => e.PixelMicrons)];
        return all.All(p => p > 0) ? all : [];
    }

    private static int Wells(IReadOnlyList<GateExample> examples) => examples.Select(e => e.Well).Distinct().Count();

    private void Check()
    {
        if (Fitting.Count == 0 || Judging.Count == 0)
        {
            throw new PostFocusException(
                $"A gate needs restored frames of at least two wells, to fit on and to set the threshold on; there are {Fitting.Count} frames of {Wells(Fitting)} wells."
            );
        }
        var worse = Fitting.Count(e => e.IsWorse);
        if (worse == 0 || worse == Fitting.Count)
        {
            throw new PostFocusException(
                $"{(worse == 0 ? "None" : "Each")} of the {Fitting.Count} restored frames that the gate would be fitted on is worse than its input, so "
                    + "there is nothing to learn a difference from. Give more wells, among them harder or easier ones."
            );
        }
    }
}
