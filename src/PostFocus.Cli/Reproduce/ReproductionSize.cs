namespace PostFocus.Cli.Reproduce;

/// <summary>How much is simulated and measured.</summary>
internal sealed record ReproductionSize
{
    /// <summary>Minutes on two cores: sets of 40 videos, frames as the pretrained networks learnt from.</summary>
    public static ReproductionSize Small { get; } =
        new()
        {
            Name = "small",
            Videos = 40,
            FramesPerVideo = 20,
            Wells = [40, 40, 40],
            Pixels = 96,
            PixelMicrons = 0.65,
            SimulationSeconds = 0.025,
            MeasuringSeconds = 0.045,
        };

    /// <summary>
    /// Hours and 3 GB: focal stacks as many as the paper's, and videos of six hours, both at the pixels of the assay; of its fields a
    /// well and its walls.
    /// </summary>
    public static ReproductionSize Full { get; } =
        new()
        {
            Name = "full",
            Videos = 50,
            FramesPerVideo = 73,
            Wells = [827, 433, 675],
            Pixels = 192,
            PixelMicrons = 0.325,
            SimulationSeconds = 0.1,
            MeasuringSeconds = 0.2,
        };

    /// <summary>On the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Videos of a set.</summary>
    public required int Videos { get; init; }

    public required int FramesPerVideo { get; init; }

    /// <summary>Wells of each kind of focal stacks.</summary>
    public required IReadOnlyList<int> Wells { get; init; }

    /// <summary>Side of a frame.</summary>
    public required int Pixels { get; init; }

    /// <summary>Side of a pixel, µm.</summary>
    public required double PixelMicrons { get; init; }

    /// <summary>What a frame takes on two cores, for a first estimate.</summary>
    public required double SimulationSeconds { get; init; }

    /// <inheritdoc cref="SimulationSeconds"/>
    public required double MeasuringSeconds { get; init; }
}
