using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Cli.Reproduce;

/// <summary>A simulated set of videos, beside one of the paper's.</summary>
/// <param name="Name">In tables.</param>
/// <param name="Published">What the paper says of its own.</param>
/// <param name="Seed">Of the simulation.</param>
internal sealed record VideoSet(string Name, PublishedYield Published, int Seed)
{
    /// <summary>Effectors that seek and kill their targets, in videos of which as many are affected as the paper says.</summary>
    public VideoOptions Options(ReproductionSize size) =>
        (
            AssayPreset.Timing.Apply(new VideoOptions()) with
            {
                Seed = Seed,
                Wells = size.Videos,
                FramesPerWell = size.FramesPerVideo,
                Size = size.Pixels,
                PixelSize = size.PixelMicrons,
                CellSpeed = 3,
                EffectorAffinity = 0.7,
                KillsPerContactHour = 0.5,
                DivisionsPerDay = 0.5,
                DeathsPerDay = 0.2,
            }
        ).WithOutOfFocusVideos(Published.Before);

    public IEnumerable<SimulatedFrame> Simulate(ReproductionSize size) => VideoSimulator.Simulate(Options(size));
}

/// <summary>Simulated focal stacks of one kind of objects.</summary>
/// <param name="Name">In tables.</param>
/// <param name="Kind">What lies in the wells.</param>
/// <param name="Planes">Out of focus, µm.</param>
/// <param name="PublishedPairs">Frames out of focus of the paper's set.</param>
/// <param name="Seed">Of the simulation.</param>
internal sealed record PlaneSet(string Name, CellKind Kind, IReadOnlyList<double> Planes, int PublishedPairs, int Seed)
{
    public PairOptions Options(ReproductionSize size)
    {
        var options = (PairOptions)AssayPreset.Timing.Apply(new PairOptions()).WithCells(Kind);
        return options with
        {
            Seed = Seed,
            Wells = Wells(size),
            Size = size.Pixels,
            PixelSize = size.PixelMicrons,
            PlanesMicrons = Planes,
            PlaneJitterMicrons = 0,
            Camera = options.Camera with { Bits = 8 },
        };
    }

    public IEnumerable<SimulatedFrame> Simulate(ReproductionSize size) => PairSimulator.Simulate(Options(size));

    public int Wells(ReproductionSize size) => size.Wells[ReproductionSets.Planes.ToList().IndexOf(this)];

    /// <summary>Those out of focus and one in focus of each well.</summary>
    public int Frames(ReproductionSize size) => Wells(size) * (1 + Planes.Count);
}

/// <summary>The simulated sets. Their seeds are of no set that the pretrained networks learnt from or were chosen on.</summary>
internal static class ReproductionSets
{
    public static IReadOnlyList<VideoSet> Videos { get; } =
    [.. PublishedFigures.Yields.Select((published, i) => new VideoSet($"videos-{i + 1}", published, 901 + i))];

    /// <summary>The paper's three kinds of objects, in its planes.</summary>
    public static IReadOnlyList<PlaneSet> Planes { get; } =
    [
        new("SKOV3", CellKind.Skov3, [-10, 10], 1654, 921),
        new("NALM6", CellKind.Nalm6, [-10, 5, 10], 1299, 922),
        new("beads", CellKind.Bead, [-10, 10], 1350, 923),
    ];
}
