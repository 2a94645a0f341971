using PostFocus.Simulation;

namespace PostFocus.Benchmarks.Reality;

/// <summary>Fields of the preset <see cref="AssayPreset.Adherent40x"/>, larger than its default and in the recorded planes.</summary>
internal static class SimulatedTriplets
{
    private const int Size = 924; // pixels: with its margin just 1,024 grid points
    private const double BeyondMicrons = 24; // cells that the field's edge cuts

    public static IEnumerable<FocusTriplet> Simulate(int fields, long seed)
    {
        PairOptions options = AssayPreset.Adherent40x.Apply(new PairOptions
        {
            Wells = fields, Seed = seed, PlanesMicrons = [-SephaceTriplet.DarkMicrons, -SephaceTriplet.BrightMicrons], PlaneJitterMicrons = 0, InFocusJitterMicrons = 0,
        });
        double side = Size * options.PixelSize + BeyondMicrons, area = side * side / (options.Nanowell.SideMicrons * options.Nanowell.SideMicrons);
        return PairSimulator.Simulate(options with
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
        }).Select(frame => frame.Frame).Chunk(3).Select(planes => new FocusTriplet(planes[1], planes[0], planes[2]));
    }
}
