using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Assay;

/// <summary>Simulates paired planes: what a focus stack of every well would give.</summary>
public static class PairSimulator
{
    /// <summary>
    /// For every well, in order, the frame in focus and then each plane out of focus. Lazy; a few wells are computed
    /// ahead. Same options, same frames, whatever the number of threads.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static IEnumerable<SimulatedFrame> Simulate(PairOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return OrderedParallel
            .Select(options.FirstWell, options.Wells, options.Threads, well => SimulateWell(options, well))
            .SelectMany(frames => frames);
    }

    private static SimulatedFrame[] SimulateWell(PairOptions options, int index)
    {
        var well = new SimulatedWell(options, index);
        var focus = well.Random(Purpose.Focus);
        double[] planes =
        [
            focus.Around(0, options.InFocusJitterMicrons),
            .. options.PlanesMicrons.Select(plane => focus.Around(plane, options.PlaneJitterMicrons)),
        ];
        return [.. well.Film(0, planes)];
    }
}
