using PostFocus.Imaging;

namespace PostFocus.Simulation.Options;

/// <summary>
/// Options of <see cref="PostFocus.Simulation.Assay.VideoSimulator"/>: per well a video in which focus is lost now and then.
/// </summary>
public sealed record VideoOptions : AssayOptions
{
    /// <summary>Frames of a video. 1 to 10,000. Default 73: six hours at 5 minutes.</summary>
    public int FramesPerWell { get; init; } = 73;

    /// <summary>Time between frames in minutes. 0.1 to 60. Default 5.</summary>
    public double FrameIntervalMinutes { get; init; } = 5;

    /// <summary>
    /// Share of frames out of focus in the long run. 0 to m/(m + 1) with m = <see cref="MeanEpisodeFrames"/>. Default 0.1.
    /// </summary>
    public double OutOfFocusRate { get; init; } = 0.1;

    /// <summary>Mean number of frames for which focus stays lost. 1 to 1,000. Default 2.</summary>
    public double MeanEpisodeFrames { get; init; } = 2;

    /// <summary>Typical slow wandering of focus between episodes in µm (standard deviation). 0 to 3. Default 0.4.</summary>
    public double FocusDriftMicrons { get; init; } = 0.4;

    /// <summary>Speed of T cells in µm per minute; other cells move at a fifth of it. 0 to 20. Default 1.5.</summary>
    public double CellSpeed { get; init; } = 1.5;

    /// <summary>
    /// How strongly effectors (T cells) are drawn to targets (NALM6, SKOV3 and adherent cells) within 20 µm, and how much of
    /// their way they do not go while they touch one. 0 to 1. Default 0.
    /// </summary>
    public double EffectorAffinity { get; init; }

    /// <summary>Divisions of a full-grown cell in a day, on average. 0 to 24. Default 0.</summary>
    public double DivisionsPerDay { get; init; }

    /// <summary>Deaths of a cell in a day, on average, without an effector. 0 to 24. Default 0.</summary>
    public double DeathsPerDay { get; init; }

    /// <summary>Deaths of a target in an hour that an effector touches it, on average. 0 to 60. Default 0.</summary>
    public double KillsPerContactHour { get; init; }

    /// <summary>
    /// These options with the <see cref="OutOfFocusRate"/> at which a share of the videos has more than a number of
    /// frames out of focus. In the paper's data sets 6 % to 96 % of the videos have more than 5 %.
    /// </summary>
    /// <param name="share">Share of videos. 0 to 0.999.</param>
    /// <param name="frameShare">The share of frames that a video must exceed. 0 to 0.5. Default 0.05.</param>
    /// <exception cref="ArgumentOutOfRangeException">A share is out of range, or no rate gives it.</exception>
    public VideoOptions WithOutOfFocusVideos(double share, double frameShare = 0.05)
    {
        Require.Between(share, 0, 0.999);
        Require.Between(frameShare, 0, 0.5);
        Validate();
        var allowed = (int)Math.Floor(frameShare * FramesPerWell);
        double low = 0,
            high = MeanEpisodeFrames / (MeanEpisodeFrames + 1);
        if (Chance(high) < share)
            throw new ArgumentOutOfRangeException(
                nameof(share),
                share,
                $"Videos of {FramesPerWell} frames with episodes of {MeanEpisodeFrames} reach {Chance(high):F3} at most."
            );
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = Chance(middle) < share ? (middle, high) : (low, middle);
        }
        return this with { OutOfFocusRate = high };

        double Chance(double rate) => new FocusLoss(rate, MeanEpisodeFrames).ChanceOfMoreThan(allowed, FramesPerWell);
    }

    internal override void Validate()
    {
        base.Validate();
        Require.Between(FramesPerWell, 1, 10_000);
        Require.Between(FrameIntervalMinutes, 0.1, 60, "minutes");
        Require.Between(MeanEpisodeFrames, 1, 1000, "frames");
        Require.Between(OutOfFocusRate, 0, MeanEpisodeFrames / (MeanEpisodeFrames + 1));
        Require.Between(FocusDriftMicrons, 0, 3, "µm");
        Require.Between(CellSpeed, 0, 20, "µm per minute");
        Require.Between(EffectorAffinity, 0, 1);
        Require.Between(DivisionsPerDay, 0, 24);
        Require.Between(DeathsPerDay, 0, 24);
        Require.Between(KillsPerContactHour, 0, 60);
    }
}
