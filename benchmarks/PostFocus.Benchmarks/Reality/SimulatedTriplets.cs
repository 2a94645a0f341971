using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Benchmarks.Reality;

/// <summary>
/// Fields of the preset <see cref="AssayPreset.Adherent40x"/>, larger than its default and in the planes of recorded triplets.
/// </summary>
internal static class SimulatedTriplets
{
    private const int Size = 924; // pixels: with its margin just 1,024 grid points
    private const double BeyondMicrons = 24; // cells that the field's edge cuts

    /// <summary>For each field its triplets, in the order of the recorded ones; they share the plane in focus.</summary>
    public static IEnumerable<FocusTriplet[]> Simulate(int fields, long seed, params IReadOnlyList<SephaceTriplet> recorded)
    {
        var options = AssayPreset.Adherent40x.Apply(
            new PairOptions
            {
                Wells = fields,
                Seed = seed,
                PlanesMicrons = [.. recorded.SelectMany(triplet => new[] { -triplet.DarkMicrons, -triplet.BrightMicrons })],
                PlaneJitterMicrons = 0,
                InFocusJitterMicrons = 0,
            }
        );
        double side = Size * options.PixelSize + BeyondMicrons,
            area = side * side / (options.Nanowell.SideMicrons * options.Nanowell.SideMicrons);
        return PairSimulator
            .Simulate(
                options with
                {
                    Size = Size,
                    Camera = options.Camera with { Bits = 8 },
                    Nanowell = options.Nanowell with
                    {
                        SideMicrons = side,
                        MinCells = (int)(area * options.Nanowell.MinCells),
                        MaxCells = Math.Min(20, (int)(area * options.Nanowell.MaxCells)),
                        MeanDebris = area * options.Nanowell.MeanDebris,
                    },
                }
            )
            .Select(frame => frame.Frame)
            .Chunk(1 + 2 * recorded.Count)
            .Select(planes =>
                Enumerable.Range(0, recorded.Count).Select(t => new FocusTriplet(planes[1 + 2 * t], planes[0], planes[2 + 2 * t])).ToArray()
            );
    }
}
