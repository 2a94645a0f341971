namespace PostFocus.Simulation;

/// <summary>Options of <see cref="VideoSimulator"/>: per well a video in which focus is lost now and then.</summary>
public sealed record VideoOptions : AssayOptions
{
    /// <summary>Frames of a video. 1 to 10,000. Default 73: six hours at 5 minutes.</summary>
    public int FramesPerWell { get; init; } = 73;

    /// <summary>Time between frames in minutes. 0.1 to 60. Default 5.</summary>
    public double FrameIntervalMinutes { get; init; } = 5;

    /// <summary>Share of frames out of focus in the long run. 0 to m/(m + 1) with m = <see cref="MeanEpisodeFrames"/>. Default 0.1.</summary>
    public double OutOfFocusRate { get; init; } = 0.1;

    /// <summary>Mean number of frames for which focus stays lost. 1 to 1,000. Default 2.</summary>
    public double MeanEpisodeFrames { get; init; } = 2;

    /// <summary>Typical slow wandering of focus between episodes in µm (standard deviation). 0 to 3. Default 0.4.</summary>
    public double FocusDriftMicrons { get; init; } = 0.4;

    /// <summary>Speed of T cells in µm per minute; other cells move at a fifth of it. 0 to 20. Default 1.5.</summary>
    public double CellSpeed { get; init; } = 1.5;

    internal override void Validate()
    {
        base.Validate();
        Require.Between(FramesPerWell, 1, 10_000);
        Require.Between(FrameIntervalMinutes, 0.1, 60, "minutes");
        Require.Between(MeanEpisodeFrames, 1, 1000, "frames");
        Require.Between(OutOfFocusRate, 0, MeanEpisodeFrames / (MeanEpisodeFrames + 1));
        Require.Between(FocusDriftMicrons, 0, 3, "µm");
        Require.Between(CellSpeed, 0, 20, "µm per minute");
    }
}
