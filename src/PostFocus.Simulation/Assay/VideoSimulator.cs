using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Assay;

/// <summary>Simulates time-lapse videos of wells whose focus is lost now and then.</summary>
public static class VideoSimulator
{
    private const double StepMinutes = 1;

    /// <summary>
    /// All frames of every well, in order. Lazy; a few wells are computed ahead. Same options, same frames, whatever
    /// the number of threads.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An option lies outside its range.</exception>
    public static IEnumerable<SimulatedFrame> Simulate(VideoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        return OrderedParallel
            .Select(options.FirstWell, options.Wells, options.Threads, well => SimulateWell(options, well))
            .SelectMany(frames => frames);
    }

    private static SimulatedFrame[] SimulateWell(VideoOptions options, int index)
    {
        var well = new SimulatedWell(options, index);
        var focus = new FocusTrack(options, well.Random(Purpose.Focus));
        var motion = new CellMotion(options, well.Content, well.Random(Purpose.Motion));
        var life = new CellLife(options, well.Content, well.Random(Purpose.Life));
        var frames = new SimulatedFrame[options.FramesPerWell];
        var steps = (int)Math.Ceiling(options.FrameIntervalMinutes / StepMinutes);
        for (var t = 0; t < frames.Length; t++)
        {
            for (var step = 0; t > 0 && step < steps; step++)
            {
                motion.Advance(options.FrameIntervalMinutes / steps);
                life.Advance(options.FrameIntervalMinutes / steps);
            }
            frames[t] = well.Film(t, focus.Next()).Single();
        }
        return frames;
    }
}
